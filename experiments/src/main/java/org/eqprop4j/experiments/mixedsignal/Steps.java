package org.eqprop4j.experiments.mixedsignal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eqprop4j.experiments.run.RunDirectory;
import org.eqprop4j.experiments.stage.Stage;

/** The stages that a configuration asks for. */
record Steps(MixedSignalConfig config, MixedSignalData data, RunDirectory run) {

  /** All of them, in their order. */
  List<Stage> stages() {
    SplittableRandom seeds = new SplittableRandom(config.seed());
    if (config.training() == Training.JOINT) {
      return List.of(new JointStage(config, data, run, seeds.nextLong()));
    }
    List<Stage> stages = new ArrayList<>();
    stages.add(new CnnStage(config, data));
    if (config.training() == Training.DIGITAL) {
      return stages;
    }
    Round before = new Round(0);
    stages.add(
        new AnalogStage(
            config,
            data,
            run,
            before.analog(),
            before.cnn(),
            null,
            config.analog().epochs(),
            seeds.nextLong()));
    for (int r = 1; r <= config.inputRounds(); r++) {
      Round round = new Round(r);
      stages.add(new InputStage(config, data, run, round.inputs(), before.cnn(), before.analog()));
      stages.add(
          new RegressionStage(
              config,
              data,
              round.cnn(),
              before.cnn(),
              before.analog(),
              round.inputs(),
              seeds.nextLong()));
      long order = seeds.nextLong();
      stages.add(again(round.analog(), round.cnn(), before.analog(), order));
      if (config.control()) {
        // The same images in the same order: the embedding is all that differs.
        stages.add(again(round.control(), CnnStage.NAME, before.control(), order));
      }
      before = round;
    }
    return stages;
  }

  private Stage again(String name, String cnn, String before, long order) {
    return new AnalogStage(
        config, data, run, name, cnn, before, config.analog().epochsAgain(), order);
  }
}
