package org.eqprop4j.digital;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;

/** Writes networks in the format in which Keras 2 saves them as HDF5. */
final class KerasWriter {
  private static final String DENSE_OR_CONVOLUTION =
      """
      "use_bias": true, "kernel_initializer": {"class_name": "GlorotUniform", "config": {}},
      "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": null,
      "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null,
      "bias_constraint": null""";

  /** A layer's weights: kernel, in the order of Keras, and bias. */
  @SuppressWarnings("ArrayRecordComponent") // Written to a file, never compared.
  record Weights(long[] shape, float[] kernel, float[] bias) {}

  private KerasWriter() {}

  /** A layer's description. {@code config} is JSON without braces. */
  static String layer(String type, String name, String config) {
    return """
        {"class_name": "%s", "name": "%s", "config": {"name": "%s", "dtype": "float32"%s}}"""
        .formatted(type, name, name, config.isEmpty() ? "" : ", " + config);
  }

  /** The same, as part of a graph. */
  static String node(String layer, String... from) {
    String inputs =
        String.join(", ", List.of(from).stream().map(f -> "[\"" + f + "\", 0, 0, {}]").toList());
    String all = from.length == 0 ? "[]" : "[[" + inputs + "]]";
    return layer.substring(0, layer.length() - 1) + ", \"inbound_nodes\": " + all + "}";
  }

  static String dense(String name, int units, String activation) {
    return layer(
        "Dense",
        name,
        "\"units\": %d, \"activation\": \"%s\", %s"
            .formatted(units, activation, DENSE_OR_CONVOLUTION));
  }

  /** Filters of 5 x 5, 4 apart, with a rectifier. */
  static String convolution(String name, int filters, String config) {
    return layer(
        "Conv2D",
        name,
        """
        %s"filters": %d, "kernel_size": [5, 5], "strides": [4, 4], "padding": "valid",
        "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1,
        "activation": "relu", %s"""
            .formatted(config.isEmpty() ? "" : config + ", ", filters, DENSE_OR_CONVOLUTION));
  }

  /** Writes a file with a description of the network, or none if it is null. */
  @SuppressWarnings({"try", "unchecked"}) // The scope frees all that is not closed.
  static void write(Path file, String model, List<String> layers, Map<String, Weights> weights) {
    try (PointerScope scope = new PointerScope()) {
      fill(file, model, layers, weights);
    }
  }

  private static void fill(
      Path file, String model, List<String> layers, Map<String, Weights> weights) {
    H5File h5 = new H5File(file.toString(), hdf5.H5F_ACC_TRUNC);
    Group root = h5.openGroup("/");
    Group all = root.createGroup("model_weights");
    if (model != null) {
      text(root, "model_config", model);
    }
    for (Group group : List.of(root, all)) {
      text(group, "keras_version", "2.4.0");
      text(group, "backend", "tensorflow");
    }
    for (String layer : layers) {
      layer(all, layer, weights.get(layer));
    }
    all.close();
    root.close();
    h5.close();
  }

  private static void layer(Group all, String layer, Weights weights) {
    Group group = all.createGroup(layer);
    if (weights == null) {
      DataSpace nothing = new DataSpace(1, new long[] {0});
      group.createAttribute("weight_names", PredType.NATIVE_DOUBLE(), nothing).close();
    } else {
      names(group, layer + "/kernel:0", layer + "/bias:0");
      Group own = group.createGroup(layer);
      values(own, "kernel:0", weights.shape(), weights.kernel());
      values(own, "bias:0", new long[] {weights.bias().length}, weights.bias());
      own.close();
    }
    group.close();
  }

  private static void text(Group group, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    StrType type = new StrType(PredType.C_S1(), bytes.length);
    Attribute attribute = group.createAttribute(name, type, new DataSpace(hdf5.H5S_SCALAR));
    attribute.write(type, new BytePointer(bytes));
    attribute.close();
  }

  private static void names(Group group, String kernel, String bias) {
    int length = kernel.length();
    byte[] bytes =
        (kernel + bias + "\0".repeat(length - bias.length())).getBytes(StandardCharsets.UTF_8);
    StrType type = new StrType(PredType.C_S1(), length);
    Attribute attribute =
        group.createAttribute("weight_names", type, new DataSpace(1, new long[] {2}));
    attribute.write(type, new BytePointer(bytes));
    attribute.close();
  }

  private static void values(Group group, String name, long[] shape, float[] values) {
    DataSpace space = new DataSpace(shape.length, shape);
    DataSet set = group.createDataSet(name, PredType.NATIVE_FLOAT(), space);
    set.write(new FloatPointer(values), PredType.NATIVE_FLOAT());
    set.close();
  }
}
