package org.eqprop4j.analog.engine.worker;

/** The first byte of what is said on the wire. */
final class Message {
  // Requests, each with one answer.
  static final int SIMULATOR = 1;
  static final int VERSION = 2;
  static final int LOAD = 3;
  static final int PARAMETERS = 4;
  static final int SOLVE = 5;
  static final int RESTART = 6;

  /** A sign of life, with the number of samples solved so far. */
  static final int ALIVE = 7;

  // Answers.
  static final int DONE = 8;
  static final int FAILED = 9;

  private Message() {}
}
