package org.eqprop4j.data.idx;

import java.nio.file.Path;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;

/**
 * Grey images and their classes, as a pair of IDX files holds them.
 *
 * @param images {@code samples x rows x columns}, each pixel 0 to 255
 * @param labels {@code samples}, each the number of a class
 */
public record LabelledImages(IdxArray images, IdxArray labels) {
  /**
   * Checks that the two belong together.
   *
   * @throws DataException if their dimensions or their numbers of items do not fit
   */
  public LabelledImages {
    images.requireRank(3, "images");
    labels.requireRank(1, "labels");
    if (images.items() != labels.items()) {
      throw new DataException(
          String.format(
              "%s: expected %d labels, one for each image in %s, found %d",
              labels.name(), images.items(), images.name(), labels.items()));
    }
  }

  /**
   * Reads a pair of files, each plain or gzip-compressed.
   *
   * @throws DataException if one is no IDX file of unsigned bytes, or they do not fit
   */
  public static LabelledImages read(Path images, Path labels) {
    return new LabelledImages(IdxReader.read(images), IdxReader.read(labels));
  }

  public int size() {
    return images.items();
  }

  /** Pixels of an image from top to bottom. */
  public int rows() {
    return images.shape()[1];
  }

  /** Pixels of an image from left to right. */
  public int columns() {
    return images.shape()[2];
  }

  /**
   * The images as samples of feature shape {@code {1, rows, columns}}, scaled from 0..255 to 0..1.
   *
   * @throws DataException if a label is not below {@code classes}
   */
  public Samples samples(int classes) {
    int[] classOf = new int[size()];
    for (int i = 0; i < classOf.length; i++) {
      classOf[i] = labels.value(i);
      if (classOf[i] >= classes) {
        throw new DataException(
            String.format(
                "%s: expected labels from 0 to %d, found %d at sample %d",
                labels.name(), classes - 1, classOf[i], i));
      }
    }
    return Samples.classification(
        images.floats(0, size(), 255), new long[] {1, rows(), columns()}, classOf, classes);
  }
}
