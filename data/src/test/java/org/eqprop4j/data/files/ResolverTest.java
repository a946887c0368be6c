package org.eqprop4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files are looked for; how they are fetched is in {@link DownloadSourceTest}. */
class ResolverTest {
  private static final PublishedDataSet TOY = Toy.dataSet(URI.create("http://nowhere.invalid/"));

  @TempDir Path directory;

  private ResolvedFiles resolve(Optional<Path> given, Optional<Path> environment) {
    DataPlaces places =
        new DataPlaces(given, environment, directory.resolve("cache"), directory.resolve("system"));
    Downloader unreachable =
        (address, target) -> {
          throw new IOException("no connection");
        };
    return new Resolver(places, unreachable, new FakeCommands()).resolve(TOY);
  }

  private ResolvedFiles resolve() {
    return resolve(Optional.empty(), Optional.empty());
  }

  @Test
  void whatIsOnThisMachineIsFoundWithoutFetching() {
    Downloader forbidden =
        (address, target) -> {
          throw new AssertionError("fetched " + address);
        };
    Path cache = directory.resolve("cache");
    Resolver resolver =
        new Resolver(
            new DataPlaces(Optional.empty(), Optional.empty(), cache, directory.resolve("system")),
            forbidden,
            new FakeCommands());
    assertThat(resolver.local(TOY)).isEmpty();
    Path there = Toy.put(cache.resolve("toy"));
    assertThat(resolver.local(TOY).orElseThrow().directory()).isEqualTo(there);
  }

  @Test
  void theDirectoryGivenComesFirst() {
    Path given = Toy.put(directory.resolve("given"));
    Path environment = Toy.put(directory.resolve("environment"));
    Toy.put(directory.resolve("cache/toy"));
    ResolvedFiles files = resolve(Optional.of(given), Optional.of(environment));
    assertThat(files.directory()).isEqualTo(given);
    assertThat(files.file("abc")).isEqualTo(given.resolve("abc"));
    assertThat(files.file("empty")).isEqualTo(given.resolve("empty.gz"));
    assertThatThrownBy(() -> files.file("other")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theEnvironmentMayNameTheDirectoryOrTheOneAbove() {
    Path environment = directory.resolve("environment");
    Path below = Toy.put(environment.resolve("toy"));
    Toy.put(directory.resolve("cache/toy"));
    assertThat(resolve(Optional.empty(), Optional.of(environment)).directory()).isEqualTo(below);
    assertThat(resolve(Optional.empty(), Optional.of(below)).directory()).isEqualTo(below);
  }

  @Test
  void theCacheComesBeforeTheSystem() {
    Path system = Toy.put(directory.resolve("system/toy"));
    assertThat(resolve().directory()).isEqualTo(system);
    Path cache = Toy.put(directory.resolve("cache/toy"));
    assertThat(resolve().directory()).isEqualTo(cache);
  }

  @Test
  void anExplicitDirectoryWithoutAFileIsAnErrorEvenIfAnotherPlaceServes() throws IOException {
    Path explicit = Toy.put(directory.resolve("explicit"));
    Toy.put(directory.resolve("cache/toy"));
    Files.delete(explicit.resolve("empty.gz"));
    assertThatThrownBy(() -> resolve(Optional.of(explicit), Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Toy in %s (the data directory given): expected empty (plain or .gz), found none",
            explicit);
    assertThatThrownBy(() -> resolve(Optional.empty(), Optional.of(explicit)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("EQPROP4J_DATA", "expected empty");
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> resolve(Optional.of(absent), Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessage("Toy in %s (the data directory given): no such directory", absent);
  }

  @Test
  void aCorruptFileIsNamedWithBothHashes() throws IOException {
    Path explicit = Toy.put(directory.resolve("explicit"));
    Files.write(explicit.resolve("abc"), new byte[0]);
    assertThatThrownBy(() -> resolve(Optional.of(explicit), Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "%s is corrupt: expected content with SHA-256 %s, found %s",
            explicit.resolve("abc"), Toy.SHA_ABC, Toy.SHA_EMPTY);
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    Path explicit = Toy.put(directory.resolve("explicit"));
    Files.write(explicit.resolve("empty.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    assertThatThrownBy(() -> resolve(Optional.of(explicit), Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("empty.gz is corrupt", "truncated or corrupt");
  }

  @Test
  void aSoundCopyServesBesideACorruptOne() throws IOException {
    Path given = Toy.put(directory.resolve("given"));
    Files.write(given.resolve("empty"), Toy.ABC);
    assertThat(resolve(Optional.of(given), Optional.empty()).file("empty"))
        .isEqualTo(given.resolve("empty.gz"));
  }

  @Test
  void ifNothingServesEveryPlaceIsNamedWithItsReason() throws IOException {
    Path system = Toy.put(directory.resolve("system/toy"));
    Files.delete(system.resolve("abc"));
    assertThatThrownBy(this::resolve)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            directory.resolve("cache/toy") + ": no such directory",
            system + ": expected abc (plain or .gz), found none",
            "http://nowhere.invalid/abc.gz: no connection",
            "Debian package dataset-toy: expected the command apt-get, found none",
            "apt-get install dataset-toy",
            "EQPROP4J_DATA",
            "data.directory")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aHashThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new PublishedFile("abc", "BA78", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 lower-case");
  }
}
