package ninety.aws;

import java.util.List;

/**
 * A setting that does not fit what is there: a person has to set it otherwise before anything can
 * begin. The message is one sentence or more; it names no option, for only the command line knows
 * by which option or variable something was set.
 */
public final class Misconfigured extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A setting that can be wrong so that only AWS can show it. */
  public enum Setting {
    COVERAGE_FROM,
    DIRECTORY_REGION,
    DIRECTORY_ROLE,
    IDENTITY_STORE
  }

  private final Setting[] settings;

  /**
   * @param why what does not fit, with the remedy where it is not to set something else
   * @param settings which to look at
   */
  public Misconfigured(String why, Setting... settings) {
    super(why);
    this.settings = settings.clone();
  }

  /** Which settings to look at, the likeliest first. */
  public List<Setting> settings() {
    return List.of(settings);
  }
}
