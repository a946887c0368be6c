package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.util.OptionalDouble;
import org.eqprop4j.analog.circuit.Quantity;

/**
 * A nudging strength as configurations have it: {@code auto}, to be chosen when the run begins, or
 * a number.
 *
 * @param number the strength [S V^2], above 0; empty for {@code auto}
 */
@JsonDeserialize(using = Beta.Reader.class)
public record Beta(OptionalDouble number) {
  /** How a configuration asks for a choice. */
  public static final String AUTO = "auto";

  /** What is accepted, to be read after the word "expected". */
  static final String EXPECTED = AUTO + ", or above 0, " + Quantity.EXPECTED;

  /** As it stands in a configuration. */
  @JsonValue
  Object json() {
    return number.isPresent() ? number.getAsDouble() : AUTO;
  }

  static final class Reader extends StdScalarDeserializer<Beta> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Beta.class);
    }

    @Override
    public Beta deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!parser.currentToken().isScalarValue() || parser.currentToken().isBoolean()) {
        return (Beta) context.handleUnexpectedToken(Beta.class, parser);
      }
      String text = parser.getText();
      if (text.equals(AUTO)) {
        return new Beta(OptionalDouble.empty());
      }
      try {
        double value = Quantity.parse(text);
        if (value > 0) {
          return new Beta(OptionalDouble.of(value));
        }
        throw new NumberFormatException("not above 0");
      } catch (NumberFormatException e) {
        InvalidFormatException refused =
            InvalidFormatException.from(parser, e.getMessage(), text, Beta.class);
        refused.addSuppressed(e);
        throw refused;
      }
    }
  }
}
