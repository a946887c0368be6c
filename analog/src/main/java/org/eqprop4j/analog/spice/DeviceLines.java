package org.eqprop4j.analog.spice;

import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.circuit.DiodeModel;
import org.eqprop4j.analog.circuit.Element.Direction;
import org.eqprop4j.analog.circuit.ShockleyDiode;

/**
 * The lines of single devices, in the dialect that ngspice and Xyce share. Numbers are written as
 * {@link Double#toString} does, from which a reader gets back the same double.
 */
public final class DeviceLines {
  private final List<ShockleyDiode> models = new ArrayList<>();

  /** {@code r a b ohms}. */
  public static String resistor(String name, String a, String b, double ohms) {
    return name + " " + a + " " + b + " " + ohms;
  }

  /** A source of {@code volts} between a node and ground. */
  public static String voltage(String name, String node, double volts) {
    return name + " " + node + " 0 " + volts;
  }

  /** A source that drives {@code amperes} out of ground into a node. */
  public static String current(String name, String node, double amperes) {
    return name + " 0 " + node + " " + amperes;
  }

  /** A voltage source controlled by the voltage of a node. */
  public static String amplifiedVoltage(String name, String out, String in, double gain) {
    return name + " " + out + " 0 " + in + " 0 " + gain;
  }

  /**
   * A source that draws {@code factor} times the current of a voltage source from a node.
   *
   * @param sensed device whose current counts; Xyce takes V devices alone
   */
  public static String drawnCurrent(String name, String node, String sensed, double factor) {
    return name + " " + node + " 0 " + sensed + " " + factor;
  }

  /**
   * A diode between a node and its series source.
   *
   * @throws IllegalArgumentException if the model is none that SPICE knows; the message names the
   *     layer
   */
  public String diode(
      String name,
      String layer,
      String node,
      String source,
      Direction direction,
      DiodeModel model) {
    if (!(model instanceof ShockleyDiode shockley)) {
      throw new IllegalArgumentException(
          "layer '"
              + layer
              + "' has diodes of "
              + model.getClass().getName()
              + ", which SPICE does not know, expected "
              + ShockleyDiode.class.getSimpleName());
    }
    String ends = direction == Direction.DOWN ? node + " " + source : source + " " + node;
    String line = name + " " + ends + " " + modelName(shockley);
    return isRoomTemperature(shockley) ? line : line + " temp=" + shockley.celsius();
  }

  /** The models of the diodes written so far, one line each. */
  public List<String> models() {
    return models.stream().map(this::model).toList();
  }

  private String modelName(ShockleyDiode model) {
    if (!models.contains(model)) {
      models.add(model);
    }
    return "diode" + models.indexOf(model);
  }

  private String model(ShockleyDiode model) {
    String line =
        ".model "
            + modelName(model)
            + " d is="
            + model.saturationCurrent()
            + " n="
            + model.emission();
    // With the nominal temperature equal to the device's, IS is taken as it stands.
    return isRoomTemperature(model) ? line : line + " tnom=" + model.celsius();
  }

  private static boolean isRoomTemperature(ShockleyDiode model) {
    return model.celsius() == ShockleyDiode.ROOM_TEMPERATURE;
  }
}
