package org.eqprop4j.experiments.mixedsignal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.PublishedFile;
import org.eqprop4j.data.files.Resolver;
import org.eqprop4j.experiments.run.Provenance;

/**
 * The images of a run.
 *
 * @param train training images, as many as the configuration says
 * @param test test images
 */
record MixedSignalData(Samples train, Samples test) {

  /** Finds and verifies the files, downloading them if need be. */
  static FashionMnist find(DataConfig config) {
    Optional<Path> given =
        config.directory().isEmpty() ? Optional.empty() : Optional.of(Path.of(config.directory()));
    return FashionMnist.find(new Resolver(DataPlaces.ofUser(given)));
  }

  static MixedSignalData load(DataConfig config) {
    FashionMnist images = find(config);
    return new MixedSignalData(
        images.train().range(0, config.trainImages()), images.test().range(0, config.testImages()));
  }

  /** Records the content that was verified. */
  static void record(Provenance provenance) throws IOException {
    for (PublishedFile file : FashionMnist.FILES.files()) {
      provenance.data(file.name(), file.sha256());
    }
  }
}
