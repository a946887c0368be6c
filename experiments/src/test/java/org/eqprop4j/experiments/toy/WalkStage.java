package org.eqprop4j.experiments.toy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.eqprop4j.experiments.stage.Stage;
import org.eqprop4j.experiments.stage.StageContext;

/** A random walk of one step an epoch, whose steps depend on seed, name and epoch alone. */
public final class WalkStage implements Stage {
  static final String FILE = "position.txt";

  private final String name;
  private final String after;
  private final ToyConfig config;

  /** A walk that begins where the stage {@code after} ended, at 0 if that is null. */
  public WalkStage(String name, String after, ToyConfig config) {
    this.name = name;
    this.after = after;
    this.config = config;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int epochs() {
    return config.epochs();
  }

  @Override
  public void run(StageContext context) throws Exception {
    double position = 0;
    if (context.checkpoint().isPresent()) {
      position = read(context.checkpoint().get());
    } else if (after != null) {
      position = read(context.result(after));
    }
    for (int epoch = context.finishedEpochs() + 1; epoch <= epochs(); epoch++) {
      if (epoch == config.failAtEpoch()) {
        throw new IllegalStateException("the walker fell over in epoch " + epoch);
      }
      context.progress().beginEpoch(epoch, 2);
      Thread.sleep(config.epochMillis());
      position += new SplittableRandom(config.seed() * 1000 + name.hashCode() + epoch).nextDouble();
      context.progress().step(1, position, 0.5);
      context.metric(epoch, "loss", position);
      double reached = position;
      context.finishEpoch(
          directory -> Files.writeString(directory.resolve(FILE), String.valueOf(reached)));
    }
  }

  private static double read(Path checkpoint) throws IOException {
    return Double.parseDouble(Files.readString(checkpoint.resolve(FILE)));
  }
}
