package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the executable is looked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the executables are shell scripts")
class ExecutableSearchTest {
  @TempDir Path temporary;

  private static ExecutableSearch search(Map<String, String> environment) {
    return new ExecutableSearch(environment::get);
  }

  @Test
  void theFirstOnThePathIsTaken() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    Path first = Scripts.write(temporary.resolve("with blanks"));
    Path second = Scripts.write(temporary.resolve("second"));
    String path =
        String.join(
            File.pathSeparator,
            "",
            empty.toString(),
            "\0",
            first.getParent().toString(),
            second.getParent().toString());
    assertThat(search(Map.of("PATH", path)).find()).isEqualTo(first);
  }

  @Test
  void theVariableGoesBeforeThePathAndNamesAFileOrADirectory() {
    Path onPath = Scripts.write(temporary.resolve("on-path"));
    Path named = Scripts.write(temporary.resolve("named"));
    for (Path value : new Path[] {named, named.getParent()}) {
      assertThat(
              search(
                      Map.of(
                          "EQPROP4J_XYCE", value.toString(), "PATH", onPath.getParent().toString()))
                  .find())
          .isEqualTo(named);
    }
  }

  @Test
  void aVariableThatNamesNothingIsAnErrorAndNoReasonToSearch() {
    Path onPath = Scripts.write(temporary.resolve("on-path"));
    assertThatThrownBy(
            () ->
                search(
                        Map.of(
                            "EQPROP4J_XYCE",
                            "/nowhere/Xyce",
                            "PATH",
                            onPath.getParent().toString()))
                    .find())
        .isInstanceOf(XyceException.class)
        .hasMessage(
            "EQPROP4J_XYCE is '/nowhere/Xyce', expected the executable of Xyce or the directory"
                + " that holds it");
  }

  @Test
  void withoutItTheErrorSaysHowToGetIt() throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("bin"));
    Files.writeString(directory.resolve("Xyce"), "not executable");
    for (Map<String, String> environment :
        List.<Map<String, String>>of(
            Map.of("PATH", directory.toString()), Map.of(), Map.of("EQPROP4J_XYCE", " "))) {
      assertThatThrownBy(() -> search(environment).find())
          .isInstanceOf(XyceException.class)
          .hasMessageContaining("xyce.sandia.gov")
          .hasMessageContaining("EQPROP4J_XYCE");
    }
  }
}
