package org.eqprop4j.analog.engine.xyce;

/** Value and slope of an expression of one variable, with the functions that Xyce has. */
final class FakeExpression {
  /** A number and its derivative. */
  record Dual(double value, double slope) {
    private Dual plus(Dual other) {
      return new Dual(value + other.value, slope + other.slope);
    }

    private Dual times(Dual other) {
      return new Dual(value * other.value, slope * other.value + value * other.slope);
    }

    private Dual over(Dual other) {
      double ratio = value / other.value;
      return new Dual(ratio, (slope - ratio * other.slope) / other.value);
    }

    private Dual negative() {
      return new Dual(-value, -slope);
    }
  }

  private final String text;
  private final String variable;
  private final double at;
  private int next;

  private FakeExpression(String text, String variable, double at) {
    this.text = text;
    this.variable = variable;
    this.at = at;
  }

  static Dual evaluate(String text, String variable, double at) {
    FakeExpression expression = new FakeExpression(text, variable, at);
    Dual value = expression.sum();
    if (expression.next != text.length()) {
      throw new IllegalArgumentException(text + " ends at " + expression.next);
    }
    return value;
  }

  private boolean take(String token) {
    boolean found = text.startsWith(token, next);
    next += found ? token.length() : 0;
    return found;
  }

  private Dual sum() {
    Dual value = product();
    while (true) {
      if (take("+")) {
        value = value.plus(product());
      } else if (take("-")) {
        value = value.plus(product().negative());
      } else {
        return value;
      }
    }
  }

  private Dual product() {
    Dual value = factor();
    while (true) {
      if (take("*")) {
        value = value.times(factor());
      } else if (take("/")) {
        value = value.over(factor());
      } else {
        return value;
      }
    }
  }

  private Dual factor() {
    if (take("-")) {
      return factor().negative();
    } else if (take(variable)) {
      return new Dual(at, 1);
    } else if (take("max(")) {
      Dual first = sum();
      require(",");
      Dual second = inBrackets();
      return first.value > second.value ? first : second;
    } else if (take("exp(")) {
      Dual of = inBrackets();
      return new Dual(Math.exp(of.value), Math.exp(of.value) * of.slope);
    } else if (take("sinh(")) {
      Dual of = inBrackets();
      return new Dual(Math.sinh(of.value), Math.cosh(of.value) * of.slope);
    } else if (take("tanh(")) {
      Dual of = inBrackets();
      double tanh = Math.tanh(of.value);
      return new Dual(tanh, (1 - tanh * tanh) * of.slope);
    } else if (take("(")) {
      return inBrackets();
    }
    return number();
  }

  private Dual inBrackets() {
    Dual value = sum();
    require(")");
    return value;
  }

  private void require(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException("expected " + token + " at " + next + " of " + text);
    }
  }

  private Dual number() {
    int from = next;
    while (next < text.length()
        && ("0123456789.E".indexOf(text.charAt(next)) >= 0
            || (next > from && text.charAt(next - 1) == 'E' && text.charAt(next) == '-'))) {
      next++;
    }
    return new Dual(Double.parseDouble(text.substring(from, next)), 0);
  }
}
