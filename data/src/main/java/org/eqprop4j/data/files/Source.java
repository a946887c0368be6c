package org.eqprop4j.data.files;

import java.io.IOException;
import java.util.List;

/** A place elsewhere from which the files of a data set can be brought into the cache. */
interface Source {
  /** How messages call it. */
  String name();

  /**
   * Brings files into the cache.
   *
   * @param wanted the files that the cache lacks or has corrupt
   * @throws IOException if not all of them could be had; the message says why
   */
  void fetch(List<PublishedFile> wanted, Cache cache) throws IOException;
}
