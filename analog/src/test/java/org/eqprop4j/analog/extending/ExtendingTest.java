package org.eqprop4j.analog.extending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.engine.CircuitSolver;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.engine.Tolerances;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.DiodeLayer;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.model.Model;
import org.eqprop4j.analog.model.ModelFile;
import org.eqprop4j.analog.testing.DeviceLaw;
import org.eqprop4j.analog.testing.Installed;
import org.eqprop4j.analog.testing.Solves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's own devices can do: what the built-in ones can. */
class ExtendingTest {
  private static final MosDiode MOS = new MosDiode(0.3, 2e-5);
  private static final Memristor MEMRISTOR = new Memristor(0.5, 1e-7, 0.2);

  @TempDir private Path directory;

  private static Model model(DiodeModel below, DiodeModel above) {
    Signal x = new Input("x", 2).on();
    Bounds bounds = Bounds.siemens(1e-9, 1e-4);
    Signal h = new Dense("h", 4, new Initializer.Uniform(1e-7, 1e-5), bounds).on(x);
    Signal low = new DiodeLayer("low", Direction.UP, -0.1, below, true).on(h);
    Signal high = new DiodeLayer("high", Direction.DOWN, 0.1, above, true).on(low);
    Signal y = new Dense("y", 2, new Initializer.Uniform(1e-7, 1e-5), bounds).on(high);
    return new Model(List.of(x), new Current("out", false).on(y), 3);
  }

  @Test
  void currentConductanceAndCoContentBelongTogether() {
    DeviceLaw.assertHolds(MOS, -1, 2, 0.3);
    DeviceLaw.assertHolds(MEMRISTOR, -2, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ngspice", "ngspice-full"})
  void everyEngineFindsTheSameVoltages(String name) {
    Model model = model(MOS, MEMRISTOR);
    double[] x = {-2, -0.5, 0.1, 2, 1.5, -2, 0.7, -1};
    OperatingPoints found = new OperatingPoints(model.circuit().nodeCount(), 4);
    try (CircuitSolver solver =
        Installed.requireEngine(name).load(model.circuit(), SolverOptions.DEFAULT)) {
      solver.setParameters(model.parameters());
      solver.solve(x, null, Phase.free(found));
    }
    OperatingPoints expected = Solves.free(model.circuit(), model.parameters(), x, 4, Solves.TIGHT);
    assertThat(
            Solves.distance(
                found.requireConverged().voltages(), expected.requireConverged().voltages()))
        .isLessThan(Tolerances.VOLTS);
  }

  @Test
  void aModelWithThemComesBackFromAFile() throws Exception {
    Model model = model(MOS, MEMRISTOR);
    Path file = directory.resolve("model.zip");
    ModelFile.save(model, file);
    Model loaded = ModelFile.load(file);
    assertThat(loaded.signals().stream().map(Signal::layer))
        .isEqualTo(model.signals().stream().map(Signal::layer).toList());
    assertThat(loaded.parameters()).isEqualTo(model.parameters());
  }

  @Test
  void aDeviceThatNobodyNamedIsNotLoadedButExplained() throws Exception {
    Path file = directory.resolve("model.zip");
    ModelFile.save(model(MOS, new Unnamed(1e-6)), file);
    assertThat(Files.size(file)).isPositive();
    assertThatThrownBy(() -> ModelFile.load(file))
        .hasMessageStartingWith(file + ": model.json cannot be read: Could not resolve type id ")
        .hasMessageContaining("Unnamed")
        .hasMessageContaining("Memristor")
        .hasMessageContaining(
            "if it is your own, name its class in a org.eqprop4j.analog.model.CustomTypes service");
  }

  /** A resistor, of which no provider tells. */
  record Unnamed(double siemens) implements DiodeModel {
    @Override
    public double current(double drop) {
      return siemens * drop;
    }

    @Override
    public double conductance(double drop) {
      return siemens;
    }

    @Override
    public double coContent(double drop) {
      return siemens * drop * drop / 2;
    }

    @Override
    public SpiceForm spice() {
      return new SpiceForm.Behaviour(siemens + "*u");
    }
  }
}
