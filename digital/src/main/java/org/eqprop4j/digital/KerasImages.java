package org.eqprop4j.digital;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gives images of shape {@code [batch, 1, 28, 28]} the shape that a network of Keras takes, usually
 * {@code [batch, 28, 28, 1]}. With one channel the order of the values is the same in both.
 */
public final class KerasImages implements InputPreProcessor {
  private static final long serialVersionUID = 1L;
  private static final int SIDE = PaperCnn.SIDE;

  private final int[] shape;

  /**
   * For images of a shape, without the batch.
   *
   * @throws IllegalArgumentException if images of 28 x 28 grey values cannot have it
   */
  public KerasImages(@JsonProperty("shape") int... shape) {
    this.shape = shape.clone();
    type();
  }

  /** The shape, without the batch; a copy. */
  public int[] getShape() {
    return shape.clone();
  }

  private InputType type() {
    if (Arrays.equals(shape, new int[] {SIDE, SIDE, 1})) {
      return InputType.convolutional(SIDE, SIDE, 1, CNN2DFormat.NHWC);
    }
    if (Arrays.equals(shape, new int[] {1, SIDE, SIDE})) {
      return InputType.convolutional(SIDE, SIDE, 1, CNN2DFormat.NCHW);
    }
    if (Arrays.equals(shape, new int[] {SIDE * SIDE})) {
      return InputType.feedForward(SIDE * SIDE);
    }
    throw new IllegalArgumentException(
        "its images have the shape "
            + Arrays.toString(shape)
            + ", expected [28, 28, 1], [1, 28, 28] or [784]");
  }

  @Override
  public INDArray preProcess(INDArray images, int miniBatchSize, LayerWorkspaceMgr workspaces) {
    long[] full = new long[shape.length + 1];
    Arrays.setAll(full, i -> i == 0 ? images.size(0) : shape[i - 1]);
    return workspaces.dup(ArrayType.ACTIVATIONS, images, 'c').reshape('c', full);
  }

  @Override
  public INDArray backprop(INDArray epsilon, int miniBatchSize, LayerWorkspaceMgr workspaces) {
    return workspaces
        .dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c')
        .reshape('c', epsilon.size(0), 1, SIDE, SIDE);
  }

  @Override
  public KerasImages clone() {
    return new KerasImages(shape);
  }

  @Override
  public InputType getOutputType(InputType inputType) {
    return type();
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    return new Pair<>(maskArray, currentMaskState);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KerasImages that && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(shape);
  }
}
