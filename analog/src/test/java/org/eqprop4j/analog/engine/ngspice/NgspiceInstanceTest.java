package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eqprop4j.analog.testing.Installed;
import org.junit.jupiter.api.Test;

/** One copy of the library. */
class NgspiceInstanceTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void whatItSaysIsNotLostToTheHousekeepingBetweenCommands() {
    Installed.requireEngine("ngspice");
    NgspiceInstance instance =
        NgspiceInstance.start(LibrarySearch.ofThisProcess().find().orElseThrow(), LIMIT);
    try {
      List<String> versions = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        versions.add(instance.run(LIMIT, instance::version));
      }
      assertThat(versions).doesNotContainNull().containsOnly(versions.get(0));
    } finally {
      instance.stop();
    }
  }
}
