package org.eqprop4j.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.eqprop4j.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  private static final byte[] SIX = {0, 1, 2, (byte) 128, (byte) 254, (byte) 255};

  @TempDir Path directory;

  @Test
  void readsPlainAndGzipWhateverTheName() throws IOException {
    byte[] content = IdxBytes.of(new int[] {2, 3}, SIX);
    for (byte[] form : new byte[][] {content, IdxBytes.gzip(content)}) {
      IdxArray array = IdxReader.read(file("misnamed.png", form));
      assertThat(array.shape()).containsExactly(2, 3);
      assertThat(array.items()).isEqualTo(2);
      assertThat(array.itemLength()).isEqualTo(3);
      assertThat(array.values()).isEqualTo(SIX);
    }
  }

  @Test
  void bytesAreUnsigned() throws IOException {
    IdxArray array = IdxReader.read(file("a", IdxBytes.of(new int[] {2, 3}, SIX)));
    assertThat(array.value(5)).isEqualTo(255);
    assertThat(array.floats(1, 2, 255)).containsExactly(128 / 255f, 254 / 255f, 1f);
  }

  @Test
  void refusesAFileThatEndsEarly() throws IOException {
    byte[] content = IdxBytes.of(new int[] {2, 3}, SIX);
    refused(Arrays.copyOf(content, 3), "expected 4 bytes for the magic number", "found 3");
    refused(Arrays.copyOf(content, 9), "expected 8 bytes for the dimensions", "found 5");
    refused(Arrays.copyOf(content, 16), "expected 6 values (2 x 3)", "found 4");
  }

  @Test
  void refusesAFileThatGoesOn() throws IOException {
    refused(IdxBytes.of(new int[] {5}, SIX), "expected 5 values (5)", "found more");
  }

  @Test
  void refusesAnotherMagicNumber() throws IOException {
    refused(
        "PNG, not IDX".getBytes(StandardCharsets.US_ASCII),
        "magic number of an IDX file",
        "0x504e472c");
    refused(IdxBytes.of(new int[0]), "magic number of an IDX file", "0x00000800");
  }

  @Test
  void refusesAnotherTypeByItsName() throws IOException {
    refused(IdxBytes.withType(0x0D, new int[] {1}, SIX), "unsigned byte (0x08)", "float (0x0d)");
  }

  @Test
  void refusesDimensionsBeyondAnArrayBeforeMakingOne() throws IOException {
    refused(IdxBytes.of(new int[] {70000, 70000}), "at most 2147483647", "70000 x 70000");
    refused(IdxBytes.of(new int[] {-1}), "at most 2147483647", "-1");
    refused(IdxBytes.of(new int[] {2_000_000_000}, SIX), "expected 2000000000", "found 6");
  }

  @Test
  void refusesCorruptGzip() throws IOException {
    byte[] gzip = IdxBytes.gzip(IdxBytes.of(new int[] {2, 3}, SIX));
    refused(Arrays.copyOf(gzip, gzip.length - 12), "expected gzip content");
    refused(Arrays.copyOf(gzip, 2), "expected gzip content");
    gzip[gzip.length - 5] ^= 1; // the stored check sum
    refused(gzip, "expected gzip content", "corrupt");
  }

  @Test
  void refusesAMissingFile() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> IdxReader.read(missing))
        .isInstanceOf(DataException.class)
        .hasMessage(missing + ": expected a file, found none");
  }

  @Property(tries = 50)
  void whatIsWrittenIsRead(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 5) Integer> dimensions,
      @ForAll byte first,
      @ForAll boolean compressed)
      throws IOException {
    int[] shape = dimensions.stream().mapToInt(d -> d).toArray();
    byte[] values = new byte[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (first + 31 * i);
    }
    byte[] content = IdxBytes.of(shape, values);
    Path file = Files.createTempFile("idx-", "");
    try {
      Files.write(file, compressed ? IdxBytes.gzip(content) : content);
      IdxArray array = IdxReader.read(file);
      assertThat(array.shape()).isEqualTo(shape);
      assertThat(array.values()).isEqualTo(values);
    } finally {
      Files.delete(file);
    }
  }

  private void refused(byte[] content, String... parts) throws IOException {
    Path file = file("refused", content);
    assertThatThrownBy(() -> IdxReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
