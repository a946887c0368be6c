package org.eqprop4j.analog.testing;

import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.MosfetDiode;
import org.eqprop4j.analog.circuit.PiecewiseLinearDiode;
import org.eqprop4j.analog.circuit.ResistiveDiode;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.circuit.SpiceDiode;

/** Devices of every kind. */
public final class Devices {
  private Devices() {}

  /** One or two of each. */
  public static List<DiodeModel> all() {
    return List.of(
        new ShockleyDiode(1e-9, 1.2, 27),
        new ShockleyDiode(1e-12, 1, 85),
        new ResistiveDiode(new ShockleyDiode(1e-9, 1.2, 27), 1000),
        new ResistiveDiode(new ShockleyDiode(1e-8, 1, -20), 1e5),
        SpiceDiode.named("1N4148"),
        new SpiceDiode(".model hot d(is=1e-14 n=1.1 rs=5 xti=3 eg=1.11 trs=1m cjo=2p)", 100),
        new PiecewiseLinearDiode(0.15, 1, 1e20),
        new PiecewiseLinearDiode(0.3, 1e4, 1e7),
        new MosfetDiode(0.4, 2e-5, 0, 4e-6, 1e-6),
        new MosfetDiode(0.2, 5e-6, 0.1, 1e-6, 1e-6));
  }

  /** One of them. */
  public static DiodeModel any(SplittableRandom random) {
    return all().get(random.nextInt(all().size()));
  }

  /** Devices whose parameters the Xyce that is at hand may not have, or its imitation. */
  public static List<DiodeModel> ofNgspiceAlone() {
    return List.of(
        SpiceDiode.of(".model knee d(is=1n n=1.5 rs=3 ikf=1u)"),
        SpiceDiode.of(".model zener d(is=1n n=1.5 bv=3.3 ibv=5m nbv=1.2 rs=2)"),
        new SpiceDiode(".model warm d(is=1p bv=3 ibv=1u tcv=1m tnom=20 trs=1m trs2=1u rs=9)", 60));
  }
}
