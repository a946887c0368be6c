package org.eqprop4j.experiments;

import java.nio.file.Path;
import java.util.List;
import org.eqprop4j.analog.spice.SpiceNetlist;
import org.eqprop4j.experiments.config.ConfigException;
import org.eqprop4j.experiments.report.Headline;
import org.eqprop4j.experiments.run.RunDirectory;

/**
 * Something that {@code eqprop run} can do. Experiments are found by {@link
 * java.util.ServiceLoader} and need a public constructor without parameters that does nothing
 * costly.
 *
 * @param <C> its configuration. The defaults are the resource {@code <name>.yaml} next to the
 *     class, what {@code --quick} changes is {@code <name>-quick.yaml}. It has the components
 *     {@code seed} and {@code threads}, and {@code data.directory} and {@code engine} and {@code
 *     isolation} if {@code --data}, {@code --engine} and {@code --isolate} are to work
 */
public interface Experiment<C extends Record> {
  /** The name on the command line; also names the run directory. */
  String name();

  /** What it does, in one line. */
  String description();

  /** Class of the configuration. */
  Class<C> configType();

  /**
   * Looks for what a run needs of the machine, such as its data and engine, before anything is
   * written. Also done when a run is resumed.
   *
   * @throws Exception if something is missing; the message is shown to the user
   */
  default void check(C config) throws Exception {}

  /**
   * Runs, or continues a run; which of the two, only the stages need to know.
   *
   * @return the numbers to show, with the published ones beside them
   * @throws Exception if the run fails; the message is shown to the user
   */
  List<Headline> run(C config, ExperimentContext context) throws Exception;

  /**
   * Loads the model that a finished run has saved and measures it again.
   *
   * @return the numbers to show; the published value of each is the one that the run reported
   * @throws Exception if it cannot be done; the message is shown to the user
   */
  default List<Headline> evaluate(C config, RunDirectory run) throws Exception {
    throw new ConfigException("experiment " + name() + " has no model to measure again");
  }

  /**
   * Draws what the experiment measured, from nothing but the files of the run.
   *
   * @return SVG or PNG files in the run's {@code plots} directory, in the order of the report
   * @throws Exception if it cannot be done; the message is shown to the user
   */
  default List<Path> draw(C config, RunDirectory run) throws Exception {
    return List.of();
  }

  /**
   * The circuit that a finished run has saved, driven by the first test samples.
   *
   * @param samples how many, at least 1
   * @throws Exception if it cannot be done; the message is shown to the user
   */
  default SpiceNetlist netlist(C config, RunDirectory run, int samples) throws Exception {
    throw new ConfigException("experiment " + name() + " has no circuit to write");
  }
}
