package org.eqprop4j.data.idx;

import java.io.DataInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.eqprop4j.data.DataException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a pair of IDX files, images and labels, through DataVec.
 *
 * <p>A record is an image, an array of shape {@code {1, 1, rows, columns}} with values 0 to 255 (as
 * DataVec's own image reader has it; scale with ND4J's {@code ImagePreProcessingScaler}), and its
 * class as an integer. {@link #next(int)} makes one array for the whole batch, which is much faster
 * than one per image. The files may be gzip-compressed.
 */
public final class IdxRecordReader extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private transient Configuration configuration;
  private transient LabelledImages data;
  private transient URI imagesAt;
  private int position;

  /**
   * Reads both files.
   *
   * @param split has two locations, the images and the labels, in any order
   * @throws DataException if it has not, or if the files are damaged or do not fit
   */
  @Override
  public void initialize(InputSplit split) {
    URI[] locations = split.locations();
    if (locations.length != 2) {
      throw new DataException(
          "expected an IDX file with images and one with labels, found "
              + locations.length
              + " locations "
              + Arrays.toString(locations));
    }
    inputSplit = split;
    IdxArray first = IdxReader.read(Path.of(locations[0]));
    IdxArray second = IdxReader.read(Path.of(locations[1]));
    boolean swapped = first.shape().length == 1;
    data = swapped ? new LabelledImages(second, first) : new LabelledImages(first, second);
    imagesAt = locations[swapped ? 1 : 0];
    position = 0;
  }

  @Override
  public void initialize(Configuration newConfiguration, InputSplit split) {
    configuration = newConfiguration;
    initialize(split);
  }

  @Override
  public boolean hasNext() {
    return position < data().size();
  }

  @Override
  public List<Writable> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + data.size() + " records were read");
    }
    List<Writable> record = recordAt(position++);
    invokeListeners(record);
    return record;
  }

  @Override
  public boolean batchesSupported() {
    return true;
  }

  /**
   * The next records, at most {@code num}.
   *
   * @return a batch of two arrays: images {@code n x 1 x rows x columns}, labels {@code n x 1}
   */
  @Override
  public List<List<Writable>> next(int num) {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + data.size() + " records were read");
    }
    int from = position;
    position = Math.min(data.size(), from + num);
    NDArrayRecordBatch batch =
        new NDArrayRecordBatch(
            images(from, position),
            Nd4j.create(data.labels().floats(from, position, 1), new long[] {position - from, 1}));
    invokeListeners(batch);
    return batch;
  }

  private INDArray images(int from, int to) {
    long[] shape = {to - from, 1, data.rows(), data.columns()};
    return Nd4j.create(data.images().floats(from, to, 1), shape, 'c');
  }

  private List<Writable> recordAt(int index) {
    return List.of(
        new NDArrayWritable(images(index, index + 1)),
        new IntWritable(data().labels().value(index)));
  }

  @Override
  public Record nextRecord() {
    RecordMetaDataIndex metaData =
        new RecordMetaDataIndex(position, imagesAt, IdxRecordReader.class);
    return new org.datavec.api.records.impl.Record(next(), metaData);
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metaData) {
    int index = Math.toIntExact(((RecordMetaDataIndex) metaData).getIndex());
    return new org.datavec.api.records.impl.Record(recordAt(index), metaData);
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
    List<Record> records = new ArrayList<>();
    for (RecordMetaData one : metaData) {
      records.add(loadFromMetaData(one));
    }
    return records;
  }

  /** Not supported: a record needs two files. */
  @Override
  public List<Writable> record(URI uri, DataInputStream in) {
    throw new UnsupportedOperationException("a record needs an image file and a label file");
  }

  @Override
  public void reset() {
    position = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** Null: IDX files do not name their classes. */
  @Override
  public List<String> getLabels() {
    return null;
  }

  @Override
  public Configuration getConf() {
    return configuration;
  }

  @Override
  public void setConf(Configuration newConfiguration) {
    configuration = newConfiguration;
  }

  @Override
  public void close() {}

  private LabelledImages data() {
    if (data == null) {
      throw new IllegalStateException("initialize the reader with its two files first");
    }
    return data;
  }
}
