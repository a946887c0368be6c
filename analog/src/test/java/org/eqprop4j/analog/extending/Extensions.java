package org.eqprop4j.analog.extending;

import java.util.List;
import org.eqprop4j.analog.model.CustomTypes;

/** Names the devices of this package, so that models with them can be loaded. */
public final class Extensions implements CustomTypes {
  @Override
  public List<Class<?>> types() {
    return List.of(MosDiode.class, Memristor.class);
  }
}
