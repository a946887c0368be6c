package org.eqprop4j.analog.layer;

import org.eqprop4j.analog.circuit.CircuitException;

/**
 * A window that moves over an image of height x width x channels.
 *
 * @param kernel size of the window
 * @param stride how far it moves
 * @param padding whether it may reach over the border
 */
public record Window(Size kernel, Size stride, Padding padding) {

  /** What happens at the border. */
  public enum Padding {
    /** The window stays within the image. */
    VALID,
    /**
     * There are {@code ceil(size / stride)} places, the surplus of the window divided among both
     * sides, the odd one behind, as in Keras. What lies beyond the border is not there: no resistor
     * leads to it.
     */
    SAME
  }

  /** Receives a place of the window and a pixel in it. */
  interface Visitor {
    void visit(int row, int column, int pixelRow, int pixelColumn);
  }

  /**
   * The places of the window.
   *
   * @param layer whose window it is, for messages
   * @param channels of the result
   * @throws CircuitException if this is no image, or the window does not fit into it
   */
  Shape places(Shape image, int channels, String layer) {
    if (image.axes() != 3) {
      throw new CircuitException(
          "layer '"
              + layer
              + "' takes an image of height x width x channels, got "
              + image
              + "; reshape it");
    }
    int rows = places(image.size(0), kernel.height(), stride.height());
    int columns = places(image.size(1), kernel.width(), stride.width());
    if (rows < 1 || columns < 1) {
      throw new CircuitException(
          String.format(
              "layer '%s' has a window of %d x %d, which does not fit into %s",
              layer, kernel.height(), kernel.width(), image));
    }
    return Shape.of(rows, columns, channels);
  }

  private int places(int size, int width, int step) {
    return padding == Padding.SAME ? (size + step - 1) / step : (size - width) / step + 1;
  }

  /** Visits the pixels of every place, place by place, both row-major. */
  void forEach(Shape image, Shape places, Visitor visitor) {
    int top = before(image.size(0), places.size(0), kernel.height(), stride.height());
    int left = before(image.size(1), places.size(1), kernel.width(), stride.width());
    for (int row = 0; row < places.size(0); row++) {
      for (int column = 0; column < places.size(1); column++) {
        int firstRow = row * stride.height() - top;
        int firstColumn = column * stride.width() - left;
        for (int r = Math.max(0, firstRow);
            r < Math.min(image.size(0), firstRow + kernel.height());
            r++) {
          for (int c = Math.max(0, firstColumn);
              c < Math.min(image.size(1), firstColumn + kernel.width());
              c++) {
            visitor.visit(row, column, r, c);
          }
        }
      }
    }
  }

  /** How far the first place reaches over the border. */
  private int before(int size, int places, int width, int step) {
    return padding == Padding.SAME ? Math.max(0, (places - 1) * step + width - size) / 2 : 0;
  }
}
