package org.eqprop4j.experiments.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.classic.Iris;
import org.eqprop4j.data.classic.Xor;
import org.eqprop4j.data.fashion.FashionMnist;
import org.eqprop4j.data.files.DataPlaces;
import org.eqprop4j.data.files.PublishedDataSet;
import org.eqprop4j.data.files.PublishedFile;
import org.eqprop4j.data.files.Resolver;
import org.eqprop4j.data.wine.WineQuality;

/** The data sets that have a name. */
public enum NamedData {
  IRIS("iris", "150 flowers of three species by four lengths"),
  XOR("xor", "exclusive or: four samples, for training and testing alike"),
  WINE_COLOUR("wine-colour", "6,497 wines, red or white, by eleven measurements and grade"),
  WINE_QUALITY("wine-quality", "the same wines by eleven measurements and colour, grades 3 to 9"),
  FASHION_PIXELS("fashion-pixels", "Fashion-MNIST's 784 pixels, ten classes of clothing");

  private final String id;
  private final String description;

  NamedData(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** The name on the command line. */
  public String id() {
    return id;
  }

  /** What it is, in one line. */
  public String description() {
    return description;
  }

  /** The one with the given name. */
  public static Optional<NamedData> named(String name) {
    return Stream.of(values()).filter(data -> data.id.equals(name)).findFirst();
  }

  TrainData load(DataConfig config, long seed) {
    return switch (this) {
      case IRIS -> iris(config, seed);
      case XOR -> xor();
      case WINE_COLOUR, WINE_QUALITY -> wine(config, seed);
      case FASHION_PIXELS -> fashion(config);
    };
  }

  private static TrainData iris(DataConfig config, long seed) {
    return TrainData.divided(
        Iris.load(), Iris.FEATURE_NAMES, Iris.CLASS_NAMES, config, seed, Map.of());
  }

  private static TrainData xor() {
    Samples all = Xor.load();
    return new TrainData(
        TrainData.encoding(List.of("a", "b"), List.of("0", "1")),
        all,
        all.range(0, 0),
        all,
        false,
        Map.of(),
        List.of());
  }

  private TrainData wine(DataConfig config, long seed) {
    WineQuality wine = WineQuality.find(resolver(config));
    return this == WINE_COLOUR
        ? TrainData.divided(
            wine.colour(),
            WineQuality.colourFeatures(),
            WineQuality.COLOURS,
            config,
            seed,
            hashes(WineQuality.FILES))
        : TrainData.divided(
            wine.quality(),
            WineQuality.qualityFeatures(),
            WineQuality.GRADES,
            config,
            seed,
            hashes(WineQuality.FILES));
  }

  private static TrainData fashion(DataConfig config) {
    FashionMnist images = FashionMnist.find(resolver(config));
    Samples train = flat(images.train());
    int validation = (int) Math.round(config.validationShare() * train.size());
    return new TrainData(
        TrainData.encoding(
            IntStream.range(0, train.featureWidth()).mapToObj(i -> "pixel " + i).toList(),
            FashionMnist.CLASS_NAMES),
        train.range(0, train.size() - validation),
        train.range(train.size() - validation, train.size()),
        flat(images.test()),
        false,
        hashes(FashionMnist.FILES),
        List.of());
  }

  private static Samples flat(Samples images) {
    return images.withFeatures(images.features(), images.featureWidth());
  }

  static Resolver resolver(DataConfig config) {
    return new Resolver(
        DataPlaces.ofUser(Optional.of(config.directory()).filter(d -> !d.isEmpty()).map(Path::of)));
  }

  static Map<String, String> hashes(PublishedDataSet files) {
    return files.files().stream()
        .collect(Collectors.toMap(PublishedFile::name, PublishedFile::sha256));
  }
}
