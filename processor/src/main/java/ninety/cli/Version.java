package ninety.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the artefact's manifest states it. */
final class Version implements IVersionProvider {

  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"ninety " + text()};
  }
}
