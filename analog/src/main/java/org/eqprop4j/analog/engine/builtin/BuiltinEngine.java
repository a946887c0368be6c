package org.eqprop4j.analog.engine.builtin;

import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.Element;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.Engine;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.SolvingCosts;
import org.eqprop4j.analog.engine.Workers;
import org.eqprop4j.analog.kernel.Kernels;

/** The engine that needs nothing installed. It solves by the method that is foretold cheaper. */
public class BuiltinEngine implements Engine, SolvingCosts.Known {
  private final Method method;

  public BuiltinEngine() {
    this(Method.CHEAPER);
  }

  BuiltinEngine(Method method) {
    this.method = method;
  }

  @Override
  public String name() {
    return "builtin";
  }

  @Override
  public final String version() {
    String version = BuiltinEngine.class.getPackage().getImplementationVersion();
    return (version == null ? "development" : version) + ", " + Kernels.active().name();
  }

  @Override
  public final boolean hasLinearResponse() {
    return true;
  }

  /**
   * @throws IllegalArgumentException if a device has no law but that of simulators, or none that
   *     the method needs; names its layer
   */
  @Override
  public final CircuitSolver load(Circuit circuit, SolverOptions options) {
    for (Element.Diodes diodes : circuit.elements(Element.Diodes.class)) {
      diodes
          .model()
          .unknownLaw()
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(
                    "layer '" + diodes.name() + "': " + why + "; expected engine 'ngspice'");
              });
    }
    return new BuiltinSolver(circuit, options, method);
  }

  @Override
  public final SolvingCosts costs(Circuit circuit, double[] parameters) {
    ReducedSystem system = new ReducedSystem(circuit);
    try (Workers alone = new Workers(1)) {
      system.setParameters(parameters, alone);
    }
    return system.costs();
  }
}
