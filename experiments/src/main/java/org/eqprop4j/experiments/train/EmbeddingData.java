package org.eqprop4j.experiments.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eqprop4j.bridge.HybridModel;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.FileContent;
import org.eqprop4j.experiments.config.ConfigException;

/** The embedding that the front-end of a finished mixed-signal run makes of Fashion-MNIST. */
final class EmbeddingData {
  private static final String MODEL = "model.zip";

  private EmbeddingData() {}

  /** Whether a path could be the directory of such a run. */
  static boolean is(Path directory) {
    return Files.isDirectory(directory);
  }

  static TrainData load(Path run, DataConfig config) throws IOException {
    Path file = run.resolve(MODEL);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "data.source = " + run + ": expected a finished mixed-signal run, has no " + MODEL);
    }
    HybridModel model = HybridModel.load(file);
    FashionMnist images = FashionMnist.find(NamedData.resolver(config));
    Samples train = model.toVolts(images.train());
    int validation = (int) Math.round(config.validationShare() * train.size());
    Map<String, String> hashes = new HashMap<>(NamedData.hashes(FashionMnist.FILES));
    hashes.put(MODEL, FileContent.sha256(file));
    return new TrainData(
        TrainData.encoding(
            IntStream.range(0, train.featureWidth()).mapToObj(i -> "feature " + i).toList(),
            FashionMnist.CLASS_NAMES),
        train.range(0, train.size() - validation),
        train.range(train.size() - validation, train.size()),
        model.toVolts(images.test()),
        true,
        hashes,
        List.of());
  }
}
