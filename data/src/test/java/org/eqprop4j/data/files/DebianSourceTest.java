package org.eqprop4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eqprop4j.data.files.Commands.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianSourceTest {
  private static final Outcome DONE = new Outcome(0, "");
  private static final List<PublishedFile> TOY =
      Toy.dataSet(URI.create("http://nowhere.invalid/")).files();

  @TempDir Path directory;
  private Path cache;
  private boolean listed;
  private String user;
  private FakeCommands commands;

  @BeforeEach
  void imitateDebian() {
    cache = directory.resolve("cache/toy");
    listed = true;
    user = "1000";
    commands =
        new FakeCommands()
            .with("apt-get", this::aptGet)
            .with("id", (work, arguments) -> new Outcome(0, user + "\n"))
            .with(
                "dpkg-deb",
                (work, arguments) -> {
                  assertThat(Path.of(arguments.get(1))).exists();
                  Toy.put(Path.of(arguments.get(2)).resolve("usr/share/datasets/toy"));
                  return DONE;
                });
  }

  private Outcome aptGet(Path work, List<String> arguments) throws IOException {
    if (arguments.equals(List.of("update"))) {
      listed = true;
      return DONE;
    }
    assertThat(arguments).containsExactly("download", "dataset-toy");
    if (!listed) {
      return new Outcome(100, "Reading lists\nE: Unable to locate package dataset-toy\n");
    }
    Files.createFile(work.resolve("dataset-toy_1_all.deb"));
    return DONE;
  }

  private void fetch() throws IOException {
    new DebianSource("dataset-toy", commands).fetch(TOY, new Cache(cache));
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> paths = Files.list(cache)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thePackagesFilesEndInTheCacheAndNothingElse() throws IOException {
    fetch();
    assertThat(cached()).containsExactly("abc", "empty.gz");
    assertThat(commands.runs()).containsExactly("apt-get download", "dpkg-deb -x");
  }

  @Test
  void rootUpdatesThePackageListsOnceIfTheyAreWanting() throws IOException {
    listed = false;
    user = "0";
    fetch();
    assertThat(cached()).containsExactly("abc", "empty.gz");
    assertThat(commands.runs())
        .containsExactly(
            "apt-get download", "id -u", "apt-get update", "apt-get download", "dpkg-deb -x");
  }

  @Test
  void othersDoNotUpdateThePackageLists() throws IOException {
    listed = false;
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage("E: Unable to locate package dataset-toy");
    assertThat(commands.runs()).containsExactly("apt-get download", "id -u");
    assertThat(cached()).isEmpty();
  }

  @Test
  void aPackageWithAnotherContentIsRefused() throws IOException {
    commands.with(
        "dpkg-deb",
        (work, arguments) -> {
          Path unpacked = Toy.put(Path.of(arguments.get(2)));
          Files.write(unpacked.resolve("abc"), new byte[0]);
          return DONE;
        });
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("expected content with SHA-256 " + Toy.SHA_ABC, Toy.SHA_EMPTY);
    assertThat(cached()).isEmpty();
  }

  @Test
  void aPackageWithoutTheFilesIsRefused() throws IOException {
    commands.with("dpkg-deb", (work, arguments) -> DONE);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage("expected abc in the package, found none");
    assertThat(cached()).isEmpty();
  }
}
