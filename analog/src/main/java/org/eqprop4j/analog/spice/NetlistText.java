package org.eqprop4j.analog.spice;

import java.io.IOException;

/** Lines of a netlist, with comments that both simulators take. */
final class NetlistText {
  /** Where a line is continued: far below what any simulator cuts. */
  private static final int WIDTH = 400;

  private final Appendable out;

  NetlistText(Appendable out) {
    this.out = out;
  }

  /** A statement, continued behind a blank where it is long. */
  void line(String statement) throws IOException {
    int from = 0;
    while (statement.length() - from > WIDTH) {
      int cut = statement.lastIndexOf(' ', from + WIDTH);
      if (cut <= from) {
        break;
      }
      out.append(statement, from, cut).append("\n+");
      from = cut;
    }
    out.append(statement, from, statement.length()).append('\n');
  }

  /** A statement with what it is. */
  void line(String statement, String what) throws IOException {
    line(statement + " ; " + clean(what));
  }

  /** A line of its own. */
  void comment(String what) throws IOException {
    out.append("* ").append(clean(what)).append('\n');
  }

  /** Layers may be named anything: a line break would end the comment. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
