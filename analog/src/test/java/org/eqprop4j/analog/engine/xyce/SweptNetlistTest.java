package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eqprop4j.analog.circuit.Circuit;
import org.eqprop4j.analog.circuit.CircuitBuilder;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.Nodes;
import org.eqprop4j.analog.circuit.ShockleyDiode;
import org.eqprop4j.analog.circuit.SpiceForm;
import org.eqprop4j.analog.engine.OperatingPoints;
import org.eqprop4j.analog.engine.Phase;
import org.eqprop4j.analog.engine.xyce.StepTable.Step;
import org.junit.jupiter.api.Test;

/** The netlist, line by line, in what Xyce 7.10 is known to take. */
class SweptNetlistTest {

  private static Circuit circuit() {
    CircuitBuilder b = new CircuitBuilder();
    Nodes x = b.nodes("x", 1);
    b.inputs("x", x);
    Nodes inverted = b.nodes("-X", 1);
    b.invertedInputs("-X", inverted, x);
    Nodes bias = b.nodes("bias", 1);
    b.biases("bias", bias, true);
    Nodes h = b.nodes("h", 2);
    b.crossbar("w", Nodes.concatenate(List.of(x, inverted, bias)), h, true);
    b.diodes("d", h, Direction.UP, new ShockleyDiode(1e-9, 1, 50), true);
    Nodes y = b.nodes("y", 2);
    b.amplifiers("a", h, y, 4);
    b.outputs("out", y, false);
    return b.build();
  }

  @Test
  void everyDeviceHasItsLineAndEveryStepItsRow() {
    Circuit circuit = circuit();
    SweptNetlist netlist = new SweptNetlist(circuit);
    // The second node of h has conductances of 0 alone.
    double[] parameters = {0.5, 1e-6, 0, 2e-6, 0, 4e-6, 0, -0.125, 0.25};
    OperatingPoints result = new OperatingPoints(circuit.nodeCount(), 2);
    StepTable table =
        new StepTable(
            circuit,
            new double[] {0.75, -1},
            List.of(
                new Step(0, Phase.free(result)),
                new Step(1, new Phase(new double[] {1e-7, 2e-7, 3e-7, -4e-7}, result))));
    assertThat(
            netlist.text(netlist.devices(parameters), table, new Accuracy(1e-12, 1e-6), 50).lines())
        .containsExactly(
            "EqProp4J, swept over a table",
            "vstep step 0 0.0",
            "rstep step 0 1000000.0",
            "vx_0 x_0 0 0.0",
            "vn_x_0 n_x_0 0 0.0",
            "vbias_0 bias_0 0 0.5",
            "rw_0_0 x_0 h_0 1000000.0",
            "rw_1_0 n_x_0 h_0 500000.0",
            "rw_2_0 bias_0 h_0 250000.0",
            "dd_0 d_source_0 h_0 diode0 temp=50.0",
            "vd_0 d_source_0 0 -0.125",
            "dd_1 d_source_1 h_1 diode0 temp=50.0",
            "vd_1 d_source_1 0 0.25",
            "ea_0 a_sensed_0 0 h_0 0 4.0",
            "va_0 a_sensed_0 y_0 0",
            "fa_0 h_0 0 va_0 0.25",
            "ea_1 a_sensed_1 0 h_1 0 4.0",
            "va_1 a_sensed_1 y_1 0",
            "fa_1 h_1 0 va_1 0.25",
            "iout_0 0 y_0 0.0",
            "iout_1 0 y_1 0.0",
            ".model diode0 " + card(),
            "rhold_1 h_1 0 1.0E20",
            ".OPTIONS DEVICE GMIN=1.0E-20",
            ".OPTIONS NONLIN CONTINUATION=0 MAXSTEP=50 RHSTOL=1.0E-12 RELTOL=1.0E-6",
            ".DC DATA=steps",
            ".DATA steps",
            "+ vstep vx_0 vn_x_0 iout_0 iout_1",
            "+ 0 0.75 -0.75 0.0 0.0",
            "+ 1 -1.0 1.0 2.0E-7 -4.0E-7",
            ".ENDDATA",
            ".PRINT DC FORMAT=CSV PRECISION=16 FILE=points.csv V(step) V(h_0) V(h_1)",
            ".END");
  }

  /** See {@link XyceDiodeTest}. */
  private static String card() {
    return ((SpiceForm.Card) XyceDiode.of(new ShockleyDiode(1e-9, 1, 50))).card();
  }
}
