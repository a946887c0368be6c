package org.eqprop4j.data.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.data.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of a published data set, or gets them.
 *
 * <p>Looked at in this order: the directory given; the one in {@code EQPROP4J_DATA}; the user's
 * cache; the system's data sets; then the authors' addresses and at last the Debian package, both
 * of which fill the cache. A directory that was named explicitly, given or in the environment, must
 * serve: if it does not, nothing else is tried. Whatever is found is verified before it is
 * returned, so a file that was damaged after it came into the cache is noticed and replaced.
 */
public final class Resolver {
  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);

  private final DataPlaces places;
  private final Downloader downloader;
  private final Commands commands;

  /** Looks at these places, downloads over HTTP and uses the commands of this machine. */
  public Resolver(DataPlaces places) {
    this(places, new HttpDownloader(), new SystemCommands());
  }

  /** Looks at these places and gets what is not there by these means. */
  public Resolver(DataPlaces places, Downloader downloader, Commands commands) {
    this.places = places;
    this.downloader = downloader;
    this.commands = commands;
  }

  /**
   * The files of a data set, verified.
   *
   * @throws DataException if an explicitly named directory lacks a file or has it corrupt, naming
   *     that file; or if no place serves, naming each with the reason
   */
  public ResolvedFiles resolve(PublishedDataSet dataSet) {
    List<String> reasons = new ArrayList<>();
    Optional<ResolvedFiles> found = local(dataSet, reasons);
    if (found.isPresent()) {
      return found.get();
    }
    Cache cache = new Cache(places.cache().resolve(dataSet.directory()));
    for (Source source : sources(dataSet)) {
      try {
        return fetch(source, cache, dataSet);
      } catch (IOException e) {
        LOG.warn("{}: {}", source.name(), e.getMessage());
        reasons.add(source.name() + ": " + e.getMessage());
      }
    }
    throw new DataException(notFound(dataSet, reasons));
  }

  /**
   * The files of a data set, verified, if they are on this machine. Nothing is fetched.
   *
   * @throws DataException as {@link #resolve}, for a directory that was named explicitly
   */
  public Optional<ResolvedFiles> local(PublishedDataSet dataSet) {
    return local(dataSet, new ArrayList<>());
  }

  /** Adds why each place does not serve. */
  private Optional<ResolvedFiles> local(PublishedDataSet dataSet, List<String> reasons) {
    if (places.given().isPresent()) {
      return Optional.of(explicit(places.given().get(), "the data directory given", dataSet));
    }
    if (places.environment().isPresent()) {
      return Optional.of(explicit(places.environment().get(), DataPlaces.VARIABLE, dataSet));
    }
    for (Path place : List.of(places.cache(), places.system())) {
      Path directory = place.resolve(dataSet.directory());
      DirectoryCheck check = DirectoryCheck.of(directory, dataSet);
      if (check.complete()) {
        return Optional.of(check.resolved());
      }
      check.corrupt().forEach(LOG::warn);
      reasons.add(directory + ": " + check.problem());
    }
    return Optional.empty();
  }

  private static ResolvedFiles explicit(Path directory, String origin, PublishedDataSet dataSet) {
    DirectoryCheck check = DirectoryCheck.of(directory, dataSet);
    Path below = directory.resolve(dataSet.directory());
    if (check.empty() && Files.isDirectory(below)) {
      check = DirectoryCheck.of(below, dataSet);
    }
    if (!check.complete()) {
      throw new DataException(
          String.format(
              "%s in %s (%s): %s", dataSet.title(), check.directory(), origin, check.problem()));
    }
    return check.resolved();
  }

  private List<Source> sources(PublishedDataSet dataSet) {
    List<Source> sources = new ArrayList<>();
    sources.add(new DownloadSource(downloader));
    dataSet.debianPackage().ifPresent(name -> sources.add(new DebianSource(name, commands)));
    return sources;
  }

  private static ResolvedFiles fetch(Source source, Cache cache, PublishedDataSet dataSet)
      throws IOException {
    DirectoryCheck before = DirectoryCheck.of(cache.directory(), dataSet);
    List<PublishedFile> wanted =
        dataSet.files().stream().filter(f -> !before.sound().containsKey(f.name())).toList();
    source.fetch(wanted, cache);
    DirectoryCheck after = DirectoryCheck.of(cache.directory(), dataSet);
    if (!after.complete()) {
      throw new IOException(after.problem());
    }
    return after.resolved();
  }

  private static String notFound(PublishedDataSet dataSet, List<String> reasons) {
    String install =
        dataSet.debianPackage().map(name -> "run apt-get install " + name + ", or ").orElse("");
    return String.format(
        "%s was not found and could not be fetched. Tried %s. To install it, %sput its files into a"
            + " directory and name that in %s or in the key data.directory.",
        dataSet.title(), String.join(" | ", reasons), install, DataPlaces.VARIABLE);
  }
}
