package org.eqprop4j.analog.engine.ngspice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Platform;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eqprop4j.analog.engine.SolverOptions;
import org.eqprop4j.analog.testing.HeadModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the library is looked for, and what is said when it is not there. */
class LibrarySearchTest {
  private static final String NAME =
      Platform.isWindows()
          ? "ngspice.dll"
          : Platform.isMac() ? "libngspice.dylib" : "libngspice.so.0";

  @TempDir Path directory;

  private static LibrarySearch search(Map<String, String> environment, String javaPath) {
    Map<String, String> properties = Map.of("java.library.path", javaPath);
    return new LibrarySearch(environment::get, properties::get);
  }

  private Path library(String folder) throws Exception {
    Path place = Files.createDirectories(directory.resolve(folder));
    return Files.writeString(place.resolve(NAME), "no library");
  }

  @Test
  void theEnvironmentVariableNamesTheFileOrItsDirectoryBeforeAllOthers() throws Exception {
    Path mine = library("mine");
    Path other = library("other");
    String javaPath = other.getParent().toString();
    assertThat(search(Map.of(LibrarySearch.VARIABLE, mine.toString()), javaPath).find())
        .contains(mine);
    assertThat(search(Map.of(LibrarySearch.VARIABLE, mine.getParent().toString()), javaPath).find())
        .contains(mine);
  }

  @Test
  void theLibraryPathIsSearchedInOrder() throws Exception {
    Path one = library("one");
    Path two = library("two");
    String path = "/nonexistent" + File.pathSeparator + two.getParent();
    assertThat(search(Map.of("LD_LIBRARY_PATH", one.getParent().toString()), path).find())
        .contains(two);
    assertThat(search(Map.of("LD_LIBRARY_PATH", one.getParent().toString()), "").find())
        .contains(one);
  }

  @Test
  void aVariableThatNamesNothingIsAnErrorAndNoReasonToTakeAnother() {
    LibrarySearch search = search(Map.of(LibrarySearch.VARIABLE, "/nonexistent/ng"), "");
    assertThatThrownBy(search::find)
        .isInstanceOf(NgspiceException.class)
        .hasMessageStartingWith("EQPROP4J_NGSPICE is '/nonexistent/ng', expected");
    NgspiceEngine engine = new NgspiceEngine(NgspiceOptions.DEFAULT, search);
    assertThat(engine.missing()).hasValueSatisfying(m -> assertThat(m).contains("/nonexistent/ng"));
  }

  @Test
  void aFileThatIsNoLibraryIsNamed() throws Exception {
    Path file = library("broken");
    NgspiceEngine engine =
        new NgspiceEngine(
            NgspiceOptions.DEFAULT, search(Map.of(LibrarySearch.VARIABLE, file.toString()), ""));
    assertThatThrownBy(engine::version)
        .isInstanceOf(NgspiceException.class)
        .hasMessageStartingWith(file + " cannot be loaded as ngspice: ");
  }

  @Test
  void anEngineWithoutLibrarySaysHowToInstallIt() {
    LibrarySearch nothing =
        new LibrarySearch(name -> null, name -> null) {
          @Override
          java.util.Optional<Path> find() {
            return java.util.Optional.empty();
          }
        };
    NgspiceEngine engine = new NgspiceEngine(NgspiceOptions.DEFAULT, nothing);
    assertThat(engine.missing())
        .hasValueSatisfying(
            m -> assertThat(m).contains("apt install libngspice0", "EQPROP4J_NGSPICE"));
    assertThatThrownBy(() -> engine.load(HeadModel.of(1, 1, 1, 1).circuit(), SolverOptions.DEFAULT))
        .isInstanceOf(NgspiceException.class)
        .hasMessageContaining("apt install libngspice0");
  }

  @Test
  void filesThatAreNoElfLibrariesHaveNoImports() throws Exception {
    ElfImports imports = new ElfImports(library("text"));
    assertThat(imports.placesOf("signal")).isEmpty();
    assertThat(imports.addressOf("ngSpice_Init")).isEmpty();
  }
}
