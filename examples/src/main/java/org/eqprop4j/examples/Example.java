package org.eqprop4j.examples;

import java.util.List;

/**
 * An example that the command line offers.
 *
 * @param number from 1, in the order in which they are best read
 * @param title what it shows
 * @param program its main method
 */
public record Example(int number, String title, Program program) {

  /** The main method of an example. */
  @FunctionalInterface
  public interface Program {
    /** Runs it; the output goes to {@link System#out}. */
    void run() throws Exception;
  }

  /** All of them, by number. */
  public static List<Example> all() {
    return List.of(
        new Example(1, "a voltage divider: the weighted mean", Example01Divider::main),
        new Example(2, "a gradient, measured by nudging", Example02Gradient::main),
        new Example(3, "two conductances learn a line with a bend", Example03Line::main),
        new Example(4, "exclusive or", Example04Xor::main),
        new Example(5, "Iris in twenty lines", IrisInTwentyLines::main),
        new Example(6, "a device of your own: MOSFETs for diodes", Example06MosDiode::main),
        new Example(7, "a device that SPICE lacks: memristors", Example07Memristor::main),
        new Example(8, "a circuit that sees pixels, with two heads", Example08Image::main),
        new Example(9, "learning as hardware does, and its power", Example09Hardware::main),
        new Example(10, "a Deeplearning4j network that ends in a circuit", Example10Joint::main));
  }
}
