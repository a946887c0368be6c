package org.eqprop4j.experiments.kiraz;

import java.util.Locale;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/** The curves of Figure 2: the error of one training for each nudging strength and reading. */
final class CurvesStage implements Stage {
  private final String name;
  private final CaseOneConfig config;

  CurvesStage(String name, CaseOneConfig config) {
    this.name = name;
    this.config = config;
  }

  /** What the curve is called in the metrics file. */
  static String metric(Reading reading, double beta) {
    return reading.name().toLowerCase(Locale.ROOT) + "-" + beta;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int epochs() {
    return 1;
  }

  @Override
  public void run(StageContext context) throws Exception {
    if (context.finishedEpochs() == 1) {
      return;
    }
    double accuracy = config.accuracies().get(config.accuracies().size() - 1);
    for (Reading reading : Reading.values()) {
      for (double beta : config.betas()) {
        PublishedTraining training =
            new PublishedTraining(
                PublishedTask.CASE_ONE,
                reading,
                false,
                config.rate(),
                beta,
                accuracy,
                config.seed() + config.shown());
        for (int iteration = 0; iteration < config.iterations(); iteration++) {
          double error = training.pass();
          context.metric(iteration, metric(reading, beta), error);
          if (Double.isNaN(error)) {
            break;
          }
        }
      }
    }
    context.finishEpoch(directory -> {});
  }
}
