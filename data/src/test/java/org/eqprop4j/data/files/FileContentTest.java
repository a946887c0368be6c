package org.eqprop4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest {
  @TempDir Path directory;

  @Test
  void hashIsOfTheUncompressedContent() throws IOException {
    Path plain = Files.write(directory.resolve("plain"), Toy.ABC);
    Path compressed = Files.write(directory.resolve("no-suffix"), Toy.gzip(Toy.ABC));
    Path empty = Files.createFile(directory.resolve("empty"));
    assertThat(FileContent.sha256(plain)).isEqualTo(Toy.SHA_ABC);
    assertThat(FileContent.sha256(compressed)).isEqualTo(Toy.SHA_ABC);
    assertThat(FileContent.sha256(empty)).isEqualTo(Toy.SHA_EMPTY);
    assertThat(FileContent.isGzip(plain)).isFalse();
    assertThat(FileContent.isGzip(compressed)).isTrue();
  }

  @Test
  void aDirectoryIsUnreadable() {
    assertThatThrownBy(() -> FileContent.sha256(directory))
        .isInstanceOf(IOException.class)
        .satisfies(
            e ->
                assertThat(FileContent.unreadable(directory, (IOException) e))
                    .hasMessageStartingWith(directory + ": cannot be read"));
  }
}
