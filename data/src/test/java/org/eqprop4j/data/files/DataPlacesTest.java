package org.eqprop4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths are those of Linux")
class DataPlacesTest {
  private static final Path HOME = Path.of("/home/ada");

  private static DataPlaces places(String os, Map<String, String> environment) {
    return DataPlaces.of(Optional.empty(), environment, os, HOME);
  }

  @Test
  void cacheFollowsTheXdgSpecification() {
    assertThat(places("Linux", Map.of()).cache()).isEqualTo(Path.of("/home/ada/.cache/eqprop4j"));
    assertThat(places("Linux", Map.of("XDG_CACHE_HOME", "/fast")).cache())
        .isEqualTo(Path.of("/fast/eqprop4j"));
    assertThat(places("Linux", Map.of("XDG_CACHE_HOME", "relative")).cache())
        .isEqualTo(Path.of("/home/ada/.cache/eqprop4j"));
  }

  @Test
  void cacheOnWindowsIsLocalApplicationData() {
    assertThat(places("Windows 11", Map.of("LOCALAPPDATA", "/local")).cache())
        .isEqualTo(Path.of("/local/eqprop4j"));
    assertThat(places("Windows 11", Map.of()).cache())
        .isEqualTo(Path.of("/home/ada/AppData/Local/eqprop4j"));
  }

  @Test
  void anEmptyVariableNamesNoDirectory() {
    assertThat(places("Linux", Map.of("EQPROP4J_DATA", "")).environment()).isEmpty();
    assertThat(places("Linux", Map.of("EQPROP4J_DATA", "/data")).environment())
        .contains(Path.of("/data"));
  }

  @Test
  void theUsersOwnPlacesKeepTheDirectoryGiven() {
    assertThat(DataPlaces.ofUser(Optional.of(HOME)).given()).contains(HOME);
  }
}
