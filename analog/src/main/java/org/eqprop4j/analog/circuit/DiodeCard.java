package org.eqprop4j.analog.circuit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the parameters of a diode's model card of level 1 come to at a temperature, by the equations
 * of ngspice.
 */
final class DiodeCard {
  /** Other names that ngspice has for a parameter. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("js", "is"),
          Map.entry("tref", "tnom"),
          Map.entry("trs1", "trs"),
          Map.entry("ik", "ikf"),
          Map.entry("nz", "nbv"),
          Map.entry("vb", "bv"),
          Map.entry("vrb", "bv"),
          Map.entry("var", "bv"),
          Map.entry("ib", "ibv"),
          Map.entry("tbv1", "tcv"));

  /** What the static law is computed from. */
  private static final Set<String> STATIC =
      Set.of("is", "n", "rs", "trs", "trs2", "tnom", "eg", "xti", "bv", "ibv", "nbv", "tcv", "ikf");

  /** Charge, noise, self-heating that no instance asks for, and ratings: nothing at rest. */
  private static final Set<String> DYNAMIC =
      Set.of(
          "tt", "ttt1", "ttt2", "cjo", "cj0", "cj", "vj", "pb", "m", "mj", "tm1", "tm2", "fc",
          "cjp", "cjsw", "php", "vjsw", "mjsw", "fcs", "cta", "ctc", "ctp", "tpb", "tvj", "tphp",
          "tlevc", "vp", "kf", "af", "rth0", "cth0", "fv_max", "bv_max", "id_max", "te_max",
          "pd_max");

  /** Remarks of other simulators, which ngspice would warn of. */
  private static final Set<String> REMARKS =
      Set.of("mfg", "type", "vpk", "ipk", "iave", "irms", "diss", "vrev", "iav");

  private static final double ZERO_CELSIUS = ShockleyDiode.ZERO_CELSIUS;

  private final SpiceCard card;
  private final double celsius;
  private final double kelvin;
  private final double thermalVoltage;

  DiodeCard(SpiceCard card, double celsius) {
    this.card = card;
    this.celsius = celsius;
    kelvin = celsius + ZERO_CELSIUS;
    thermalVoltage = new ShockleyDiode(1, 1, celsius).slopeVoltage();
  }

  /** The parameters that a simulator is given: all but remarks, as they were written. */
  SpiceCard forSimulators() {
    Map<String, String> parameters = new LinkedHashMap<>(card.parameters());
    parameters.keySet().removeAll(REMARKS);
    return new SpiceCard(card.name(), card.kind(), parameters);
  }

  /** The parameters that change the static law in a way that {@link #junction} does not know. */
  List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    card.parameters()
        .forEach(
            (name, text) -> {
              boolean known =
                  STATIC.contains(ALIASES.getOrDefault(name, name))
                      || DYNAMIC.contains(name)
                      || REMARKS.contains(name)
                      || (name.equals("level") && text.equals("1"))
                      || (Set.of("area", "tlev").contains(name) && isDefault(name, text));
              if (!known) {
                unknown.add(name.toUpperCase(Locale.ROOT) + "=" + text);
              }
            });
    return unknown;
  }

  private static boolean isDefault(String name, String text) {
    return Quantity.parseSpice(text) == (name.equals("area") ? 1 : 0);
  }

  private double value(String parameter, double otherwise) {
    for (Map.Entry<String, String> given : card.parameters().entrySet()) {
      if (ALIASES.getOrDefault(given.getKey(), given.getKey()).equals(parameter)) {
        try {
          return Quantity.parseSpice(given.getValue());
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "model '" + card.name() + "': " + given.getKey() + ": " + e.getMessage(), e);
        }
      }
    }
    return otherwise;
  }

  /** The difference to the temperature at which the parameters were measured [K]. */
  private double warming() {
    return celsius - value("tnom", ShockleyDiode.ROOM_TEMPERATURE);
  }

  /** RS at the temperature [ohm]. */
  double seriesResistance() {
    double dt = warming();
    double ohms = value("rs", 0) * (1 + value("trs", 0) * dt + value("trs2", 0) * dt * dt);
    if (!(ohms >= 0)) {
      throw new IllegalArgumentException(
          "model '" + card.name() + "' has RS = " + ohms + " ohm, expected at least 0");
    }
    return ohms;
  }

  /** The junction at the temperature. */
  BreakdownJunction junction() {
    double emission = value("n", 1);
    double ratio = kelvin / (value("tnom", ShockleyDiode.ROOM_TEMPERATURE) + ZERO_CELSIUS);
    double exponent =
        (ratio - 1) * value("eg", 1.11) / (emission * thermalVoltage)
            + value("xti", 3) / emission * Math.log(ratio);
    double saturation = value("is", 1e-14) * Math.exp(exponent);
    ShockleyDiode plain = new ShockleyDiode(saturation, emission, celsius);
    double nbv = value("nbv", emission);
    double knee = value("ikf", Double.POSITIVE_INFINITY);
    return new BreakdownJunction(plain, breakdown(saturation, nbv * thermalVoltage), nbv, knee);
  }

  /**
   * Where the exponential of breakdown begins, so that the current is IBV at BV. IBV is raised to
   * what the reverse current allows.
   */
  private double breakdown(double saturation, double slope) {
    double volts = value("bv", Double.POSITIVE_INFINITY);
    if (volts == Double.POSITIVE_INFINITY) {
      return volts;
    }
    volts -= value("tcv", 0) * warming();
    double amperes = value("ibv", 1e-3);
    double begin = volts;
    if (amperes >= saturation * volts / thermalVoltage) {
      begin = volts - slope * Math.log1p(amperes / saturation);
      for (int i = 0; i < 25; i++) {
        begin = volts - slope * Math.log(amperes / saturation + 1 - begin / thermalVoltage);
      }
    }
    if (!(begin > 3 * slope)) {
      throw new IllegalArgumentException(
          "model '" + card.name() + "' breaks down at " + begin + " V, too near to 0");
    }
    return begin;
  }
}
