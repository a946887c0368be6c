package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import org.eqprop4j.analog.circuit.Quantity;

/** Reads every floating point number of a configuration through {@link Quantity}. */
final class QuantityDeserializer extends StdScalarDeserializer<Double> {
  private static final long serialVersionUID = 1L;

  QuantityDeserializer() {
    super(Double.class);
  }

  @Override
  public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isScalarValue() || token.isBoolean()) {
      return (Double) context.handleUnexpectedToken(Double.class, parser);
    }
    try {
      return Quantity.parse(parser.getText());
    } catch (NumberFormatException e) {
      InvalidFormatException refused =
          InvalidFormatException.from(parser, e.getMessage(), parser.getText(), Double.class);
      refused.addSuppressed(e);
      throw refused;
    }
  }
}
