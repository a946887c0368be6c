package org.eqprop4j.data.files;

import java.util.List;
import java.util.Optional;

/**
 * A data set whose authors publish it as files.
 *
 * @param title how messages call it, for instance {@code Fashion-MNIST}
 * @param directory name of its directory below the cache and below the system's data sets
 * @param debianPackage the Debian package that has the files, if there is one
 * @param files all of its files
 */
public record PublishedDataSet(
    String title, String directory, Optional<String> debianPackage, List<PublishedFile> files) {
  public PublishedDataSet {
    files = List.copyOf(files);
  }
}
