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
        new Example(
            2,
            "a gradient from two measurements, and the amplifier's hidden factor",
            Example02Gradient::main),
        new Example(
            3, "a circuit of two conductances learns a line with a bend", Example03Line::main),
        new Example(4, "exclusive or", Example04Xor::main));
  }
}
