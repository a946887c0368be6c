package org.eqprop4j.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.List;
import org.eqprop4j.analog.train.GradientEstimator;
import org.eqprop4j.analog.train.Nudging;
import org.eqprop4j.analog.train.loss.Loss;
import org.eqprop4j.analog.train.optimizer.Adam;
import org.eqprop4j.analog.train.optimizer.AmsGrad;
import org.eqprop4j.analog.train.optimizer.Momentum;
import org.eqprop4j.analog.train.optimizer.Nesterov;
import org.eqprop4j.analog.train.optimizer.Optimizer;
import org.eqprop4j.analog.train.optimizer.Schedule;
import org.eqprop4j.analog.train.rule.NudgingRule;
import org.eqprop4j.analog.train.rule.UpdateRule;

/**
 * How configurations name what a training is made of. Layers, devices and initialisers carry their
 * names themselves, for model files.
 */
final class AnalogTypes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  private static final List<Class<?>> NAMED =
      List.of(
          Loss.class,
          Optimizer.class,
          Schedule.class,
          GradientEstimator.class,
          Nudging.class,
          NudgingRule.class,
          UpdateRule.class);

  AnalogTypes() {
    for (Class<?> type : NAMED) {
      setMixInAnnotation(type, ByType.class);
      Implementations.of(type).forEach((name, c) -> registerSubtypes(new NamedType(c, name)));
    }
    setMixInAnnotation(Adam.class, Moments.class);
    setMixInAnnotation(AmsGrad.class, Moments.class);
    setMixInAnnotation(Momentum.class, Velocity.class);
    setMixInAnnotation(Nesterov.class, Velocity.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface ByType {}

  /** Optimisers are no records, since they have state: this names their constructors' settings. */
  @SuppressWarnings("UnusedVariable") // Jackson reads the names alone.
  private abstract static class Moments {
    @JsonCreator
    Moments(
        @JsonProperty("meanDecay") double meanDecay,
        @JsonProperty("squareDecay") double squareDecay,
        @JsonProperty("epsilon") double epsilon) {}
  }

  @SuppressWarnings("UnusedVariable")
  private abstract static class Velocity {
    @JsonCreator
    Velocity(@JsonProperty("decay") double decay) {}
  }
}
