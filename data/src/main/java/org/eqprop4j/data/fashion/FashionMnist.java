package org.eqprop4j.data.fashion;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.eqprop4j.data.files.PublishedDataSet;
import org.eqprop4j.data.files.PublishedFile;
import org.eqprop4j.data.files.ResolvedFiles;
import org.eqprop4j.data.files.Resolver;
import org.eqprop4j.data.idx.LabelledImages;

/**
 * Fashion-MNIST: 70,000 grey images of 28 x 28 pixels in ten classes of clothing, as many of each
 * (Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine
 * learning algorithms", arXiv:1708.07747; MIT licence).
 *
 * <pre>{@code
 * FashionMnist data = FashionMnist.find(new Resolver(DataPlaces.ofUser(Optional.empty())));
 * Samples train = data.train();
 * Samples quick = data.train().range(0, 1000); // the first 1,000 samples
 * }</pre>
 */
public final class FashionMnist {
  /** What the classes 0 to 9 stand for. */
  public static final List<String> CLASS_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  /** The files as the authors publish them. */
  public static final PublishedDataSet FILES =
      new PublishedDataSet(
          "Fashion-MNIST",
          "fashion-mnist",
          Optional.of("dataset-fashion-mnist"),
          List.of(
              file(
                  TRAIN_IMAGES, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
              file(
                  TRAIN_LABELS, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
              file(TEST_IMAGES, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
              file(
                  TEST_LABELS,
                  "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")));

  private final ResolvedFiles files;

  private FashionMnist(ResolvedFiles files) {
    this.files = files;
  }

  private static PublishedFile file(String name, String sha256) {
    String site = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    return new PublishedFile(name, sha256, List.of(URI.create(site + name + ".gz")));
  }

  /**
   * Finds, or gets, and verifies the files.
   *
   * @throws DataException if they are not to be had; the message says how to install them
   */
  public static FashionMnist find(Resolver resolver) {
    return new FashionMnist(resolver.resolve(FILES));
  }

  /** Where the files are, for the record of a run. */
  public ResolvedFiles files() {
    return files;
  }

  /**
   * The 60,000 training samples, read anew: features of shape {@code {1, 28, 28}} from 0 to 1,
   * targets one-hot of width 10.
   */
  public Samples train() {
    return read(TRAIN_IMAGES, TRAIN_LABELS);
  }

  /** The 10,000 test samples, read anew, in the form of {@link #train}. */
  public Samples test() {
    return read(TEST_IMAGES, TEST_LABELS);
  }

  private Samples read(String images, String labels) {
    return LabelledImages.read(files.file(images), files.file(labels)).samples(CLASS_NAMES.size());
  }
}
