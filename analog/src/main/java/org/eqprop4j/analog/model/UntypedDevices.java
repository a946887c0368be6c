package org.eqprop4j.analog.model;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.ShockleyDiode;

/** Devices without a type, as the first files had them when there was one kind: Shockley diodes. */
final class UntypedDevices extends DeserializationProblemHandler {
  @Override
  public JavaType handleMissingTypeId(
      DeserializationContext context, JavaType base, TypeIdResolver resolver, String message) {
    return base.hasRawClass(DiodeModel.class) ? context.constructType(ShockleyDiode.class) : null;
  }
}
