package org.eqprop4j.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.eqprop4j.data.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class IdxRecordReaderTest {
  @TempDir Path directory;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeThreeImages() throws IOException {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 255};
    images = directory.resolve("images.gz");
    labels = directory.resolve("labels");
    Files.write(images, IdxBytes.gzip(IdxBytes.of(new int[] {3, 2, 2}, pixels)));
    Files.write(labels, IdxBytes.of(new int[] {3}, (byte) 7, (byte) 8, (byte) 9));
  }

  @Test
  void readsRecordsOneByOne() {
    try (IdxRecordReader reader = reader(images, labels)) {
      List<List<Writable>> records = new ArrayList<>();
      while (reader.hasNext()) {
        records.add(reader.next());
      }
      assertThat(records).hasSize(3);
      INDArray last = ((NDArrayWritable) records.get(2).get(0)).get();
      assertThat(last.shape()).containsExactly(1, 1, 2, 2);
      assertThat(last.data().asFloat()).containsExactly(9, 10, 11, 255);
      assertThat(records.get(2).get(1).toInt()).isEqualTo(9);
      assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void readsBatchesAsTwoArrays() {
    try (IdxRecordReader reader = reader(images, labels)) {
      assertThat(reader.batchesSupported()).isTrue();
      reader.next(2);
      NDArrayRecordBatch rest = (NDArrayRecordBatch) reader.next(2);
      assertThat(rest.getArrays().get(0).shape()).containsExactly(1, 1, 2, 2);
      assertThat(rest.getArrays().get(0).getFloat(0, 0, 1, 1)).isEqualTo(255);
      assertThat(rest.getArrays().get(1).shape()).containsExactly(1, 1);
      assertThat(rest.getArrays().get(1).getInt(0)).isEqualTo(9);
      assertThat(reader.hasNext()).isFalse();
      assertThatThrownBy(() -> reader.next(1)).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void startsOverAfterReset() {
    try (IdxRecordReader reader = reader(images, labels)) {
      List<Writable> first = reader.next();
      reader.reset();
      assertThat(reader.next()).isEqualTo(first);
    }
  }

  @Test
  void tellsTheFilesApartByTheirDimensions() {
    try (IdxRecordReader reader = reader(labels, images);
        IdxRecordReader ofDirectory = new IdxRecordReader()) {
      assertThat(reader.next().get(1).toInt()).isEqualTo(7);
      ofDirectory.initialize(new Configuration(), new FileSplit(directory.toFile()));
      assertThat(ofDirectory.next().get(1).toInt()).isEqualTo(7);
    }
  }

  @Test
  void findsARecordAgainByItsMetaData() throws IOException {
    try (IdxRecordReader reader = reader(images, labels)) {
      reader.next();
      Record second = reader.nextRecord();
      assertThat(second.getMetaData().getURI()).isEqualTo(images.toUri());
      assertThat(reader.loadFromMetaData(List.of(second.getMetaData())))
          .singleElement()
          .satisfies(again -> assertThat(again.getRecord()).isEqualTo(second.getRecord()));
    }
  }

  @Test
  void refusesAnythingButTwoLocations() {
    assertThatThrownBy(() -> reader(images))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("one with labels", "found 1 locations", "images.gz");
  }

  @Test
  void refusesToReadBeforeItHasFiles() {
    try (IdxRecordReader reader = new IdxRecordReader()) {
      assertThatThrownBy(reader::hasNext).isInstanceOf(IllegalStateException.class);
    }
  }

  private static IdxRecordReader reader(Path... files) {
    IdxRecordReader reader = new IdxRecordReader();
    reader.initialize(new CollectionInputSplit(Arrays.stream(files).map(Path::toUri).toList()));
    return reader;
  }
}
