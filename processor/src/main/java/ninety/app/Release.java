package ninety.app;

import java.util.Optional;

/** Which version of this program runs. */
public final class Release {

  private Release() {}

  /** As the artefact's manifest states it. */
  public static String version() {
    return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
