package org.eqprop4j.data.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eqprop4j.data.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a site on the loopback interface, as the resolver makes them. */
class DownloadSourceTest {
  @TempDir Path directory;
  private Path cache;
  private Site site;

  @BeforeEach
  void publish() throws IOException {
    cache = directory.resolve("cache/toy");
    site = new Site();
    site.put("abc.gz", Toy.gzip(Toy.ABC));
    site.put("empty.gz", Toy.gzip(new byte[0]));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private ResolvedFiles resolve(URI address) {
    DataPlaces places =
        new DataPlaces(
            Optional.empty(),
            Optional.empty(),
            directory.resolve("cache"),
            directory.resolve("system"));
    Downloader downloader = new HttpDownloader(Duration.ofSeconds(5), Duration.ofSeconds(1));
    return new Resolver(places, downloader, new FakeCommands()).resolve(Toy.dataSet(address));
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> paths = Files.list(cache)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void refused(URI address, String... parts) throws IOException {
    assertThatThrownBy(() -> resolve(address))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("download: " + address + "abc.gz: ")
        .hasMessageContainingAll(parts);
    assertThat(cached()).isEmpty();
  }

  @Test
  void whatWasDownloadedIsServedFromTheCacheAfterwards() throws IOException {
    ResolvedFiles files = resolve(site.address());
    assertThat(files.directory()).isEqualTo(cache);
    assertThat(cached()).containsExactly("abc.gz", "empty.gz");
    assertThat(FileContent.sha256(files.file("abc"))).isEqualTo(Toy.SHA_ABC);
    assertThat(site.requests()).isEqualTo(2);
    assertThat(resolve(site.address())).isEqualTo(files);
    assertThat(site.requests()).isEqualTo(2);
  }

  @Test
  void onlyWhatIsCorruptIsReplaced() throws IOException {
    Toy.put(cache);
    Files.write(cache.resolve("abc"), new byte[0]);
    ResolvedFiles files = resolve(site.address());
    assertThat(files.file("abc")).isEqualTo(cache.resolve("abc.gz"));
    assertThat(cached()).containsExactly("abc.gz", "empty.gz");
    assertThat(site.requests()).isEqualTo(1);
  }

  @Test
  void aCorruptFileThatCannotBeReplacedIsNamed() throws IOException {
    Toy.put(cache);
    Files.write(cache.resolve("abc"), new byte[0]);
    site.put("abc.gz", Toy.gzip(new byte[0]));
    assertThatThrownBy(() -> resolve(site.address()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(cache.resolve("abc") + " is corrupt: expected content with SHA-256");
  }

  @Test
  void aTruncatedBodyNeverLandsInTheCache() throws IOException {
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this";
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answer =
          new Thread(
              () -> {
                try (Socket connection = server.accept()) {
                  while (connection.getInputStream().read() != '\n') {}
                  connection.getOutputStream().write(response.getBytes(US_ASCII));
                  connection.shutdownOutput();
                  connection.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      answer.setDaemon(true);
      answer.start();
      refused(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), "bytes received: 9");
    }
  }

  @Test
  void anotherContentNeverLandsInTheCache() throws IOException {
    site.put("abc.gz", Toy.gzip(new byte[0]));
    refused(site.address(), "expected content with SHA-256 " + Toy.SHA_ABC, Toy.SHA_EMPTY);
    site.put("abc.gz", "<html>Log in first</html>".getBytes(US_ASCII));
    refused(site.address(), "expected content with SHA-256 " + Toy.SHA_ABC);
  }

  @Test
  void aMissingPageIsAFailure() throws IOException {
    refused(site.address().resolve("/elsewhere/"), "expected HTTP status 200, found 404");
  }

  @Test
  void aRefusedConnectionIsAFailure() throws IOException {
    URI closed = site.address();
    site.close();
    refused(closed, "no connection");
  }

  @Test
  void aSilentServerIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      refused(address, "no further bytes within 1 s");
    }
  }

  @Test
  void aCacheThatCannotBeMadeIsAReason() throws IOException {
    Files.createFile(directory.resolve("cache"));
    assertThatThrownBy(() -> resolve(site.address()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("download: ");
  }

  @Test
  void theNextAddressIsTriedIfOneFails() throws IOException {
    PublishedFile abc =
        new PublishedFile(
            "abc",
            Toy.SHA_ABC,
            List.of(site.address().resolve("gone"), site.address().resolve("abc.gz")));
    new DownloadSource(new HttpDownloader()).fetch(List.of(abc), new Cache(cache));
    assertThat(cached()).containsExactly("abc.gz");
  }
}
