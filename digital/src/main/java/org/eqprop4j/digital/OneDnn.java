package org.eqprop4j.digital;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a network's convolution and pooling layers on oneDNN, which makes an epoch of {@link
 * PaperCnn} about four times cheaper.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 holds the code but never uses it: it is off by default, and when
 * switched on it looks for a class that no longer bears that name. So the layers' helper is set
 * directly. The helper is not part of a configuration: whoever initialises, restores or clones a
 * network calls {@link #enable} again. Results agree with the stock layers' to rounding, about 1e-6
 * relative in single precision.
 */
public final class OneDnn {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);
  private static final AtomicBoolean ABSENCE_LOGGED = new AtomicBoolean();

  /**
   * What {@link #enable} did.
   *
   * @param layers how many layers now compute with oneDNN
   * @param text one line for a log or a report; says why if there are none
   */
  public record Status(int layers, String text) {}

  private OneDnn() {}

  /**
   * Switches oneDNN on for every two-dimensional convolution and pooling layer whose channels come
   * first. Where the native binary has none, or the network's numbers are not single precision, the
   * network is left as it is.
   *
   * @param network initialised; changed in place
   */
  public static Status enable(MultiLayerNetwork network) {
    return enable(network.getLayers(), network.getLayerWiseConfigurations().getDataType());
  }

  /** The same for a graph. */
  public static Status enable(ComputationGraph network) {
    return enable(network.getLayers(), network.getConfiguration().getDataType());
  }

  private static Status enable(Layer[] layers, DataType type) {
    if (!available()) {
      if (!ABSENCE_LOGGED.getAndSet(true)) {
        LOG.warn("No oneDNN in ND4J's native binary: convolutions take about four times as long");
      }
      return new Status(
          0, "no oneDNN in ND4J's native binary: put its -onednn classifier on the class path");
    }
    if (type != DataType.FLOAT) {
      return new Status(0, "oneDNN computes in FLOAT only, the network is " + type);
    }
    int count = 0;
    for (Layer layer : layers) {
      count += enable(layer);
    }
    return new Status(count, "oneDNN computes " + count + " layers");
  }

  /** Whether ND4J's native binary was built with oneDNN and may use it. */
  public static boolean available() {
    return Nd4j.getEnvironment().isCPU()
        && Nd4j.getEnvironment().helpersAllowed()
        && NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("HAVE_ONEDNN");
  }

  private static int enable(Layer layer) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      return enable(wrapper.getUnderlying());
    }
    // Subclasses are other operations, for which these helpers would compute the wrong thing, and
    // with channels last, as Keras has them, their gradients are wrong.
    if (layer instanceof ConvolutionLayer convolution
        && layer.getClass() == ConvolutionLayer.class
        && convolution.layerConf().getCnn2dDataFormat() == CNN2DFormat.NCHW) {
      setHelper(layer, new MKLDNNConvHelper(DataType.FLOAT));
      return 1;
    }
    if (layer instanceof SubsamplingLayer pooling
        && layer.getClass() == SubsamplingLayer.class
        && pooling.layerConf().getCnn2dDataFormat() == CNN2DFormat.NCHW) {
      setHelper(layer, new MKLDNNSubsamplingHelper(DataType.FLOAT));
      return 1;
    }
    return 0;
  }

  private static void setHelper(Layer layer, Object helper) {
    try {
      Field field = layer.getClass().getDeclaredField("helper");
      field.setAccessible(true);
      field.set(layer, helper);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of Deeplearning4j has no field for a helper in " + layer.getClass(), e);
    }
  }
}
