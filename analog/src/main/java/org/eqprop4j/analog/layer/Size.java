package org.eqprop4j.analog.layer;

/** Height and width of a part of an image, in nodes; both positive. */
public record Size(int height, int width) {
  public Size {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be at least 1, got " + height + " x " + width);
    }
  }

  /** As high as wide. */
  public static Size square(int side) {
    return new Size(side, side);
  }
}
