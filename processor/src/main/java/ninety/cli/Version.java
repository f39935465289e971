package ninety.cli;

import ninety.app.Release;
import picocli.CommandLine.IVersionProvider;

/** The version, as the artefact's manifest states it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"ninety " + Release.version()};
  }
}
