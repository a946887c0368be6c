package org.eqprop4j.experiments.cli;

import org.eqprop4j.experiments.run.CodeVersion;
import picocli.CommandLine.IVersionProvider;

/** The lines of {@code --version}. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "eqprop " + CodeVersion.projectVersion(),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor")
    };
  }
}
