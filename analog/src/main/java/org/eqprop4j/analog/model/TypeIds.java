package org.eqprop4j.analog.model;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;

/** Says what to do about a kind of layer or device that nobody has named. */
final class TypeIds extends DeserializationProblemHandler {

  @Override
  public JavaType handleUnknownTypeId(
      DeserializationContext context,
      JavaType base,
      String type,
      TypeIdResolver resolver,
      String message)
      throws JsonMappingException {
    throw context.invalidTypeIdException(
        base,
        type,
        "expected one of "
            + resolver.getDescForKnownTypeIds()
            + "; if it is your own, name its class in a "
            + CustomTypes.class.getName()
            + " service");
  }
}
