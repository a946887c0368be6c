package org.eqprop4j.analog.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.eqprop4j.analog.circuit.CircuitException;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.Kirchhoff;
import org.eqprop4j.analog.testing.RandomCircuit;
import org.eqprop4j.analog.testing.RandomModel;
import org.eqprop4j.analog.testing.Solves;

/** What holds for any graph of layers. */
class RandomGraphTest {
  private static final SolverOptions OPTIONS = new SolverOptions(1, 1e-10, 200);
  private static final int SAMPLES = 4;

  /** The model of a seed; not every graph has an energy, and only those that do count. */
  private static Model model(long seed) {
    try {
      return RandomModel.of(seed);
    } catch (CircuitException e) {
      assertThat(e).hasMessageContaining("no energy function");
      Assume.that(false);
      throw e;
    }
  }

  private static double[] features(Model model, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return RandomCircuit.uniform(random, model.circuit().featureCount() * SAMPLES, 1);
  }

  private static OperatingPoints solve(Model model, double[] features) {
    return Solves.free(model.circuit(), model.parameters(), features, SAMPLES, OPTIONS)
        .requireConverged();
  }

  @Property(tries = 60)
  void currentsAddUpAtEveryNode(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
    Model model = model(seed);
    OperatingPoints points = solve(model, features(model, seed));
    for (int s = 0; s < SAMPLES; s++) {
      assertThat(Kirchhoff.worstViolation(model.circuit(), model.parameters(), points, s, null))
          .isLessThan(1e-9);
    }
  }

  @Property(tries = 60)
  void aFileGivesBackTheSameVoltagesToTheLastBit(
      @ForAll @LongRange(min = 0, max = 1 << 20) long seed) throws IOException {
    Model model = model(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.save(model, out);
    Model loaded = ModelFile.load(new ByteArrayInputStream(out.toByteArray()), "bytes");
    double[] x = features(model, seed);
    assertThat(loaded.parameters()).isEqualTo(model.parameters());
    assertThat(solve(loaded, x).voltages()).isEqualTo(solve(model, x).voltages());
  }

  @Property(tries = 60)
  void theOrderOfTheSamplesDoesNotMatter(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
    Model model = model(seed);
    double[] x = features(model, seed);
    double[] permuted = Solves.select(x, SAMPLES, 2, 0, 3, 1);
    assertThat(solve(model, permuted).voltages())
        .isEqualTo(Solves.select(solve(model, x).voltages(), SAMPLES, 2, 0, 3, 1));
  }
}
