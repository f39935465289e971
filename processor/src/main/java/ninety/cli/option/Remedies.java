package ninety.cli.option;

import io.vavr.collection.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ninety.app.Diagnosis;
import ninety.app.NotReady;
import ninety.app.Sources.Contradiction;
import ninety.app.Sources.Contradictory;
import ninety.aws.Misconfigured.Setting;
import ninety.cli.terminal.Failure;

/** The end of a command, in words that name the options by which to mend it. */
public final class Remedies {

  private Remedies() {}

  /** States a failure in the midst of a command's work, whatever it was asking for. */
  public static Failure of(Throwable failure) {
    return switch (failure) {
      case Failure stated -> stated;
      case NotReady missing -> Failure.failed(line(missing.failed().diagnosis()));
      case Contradictory mistakes ->
          Failure.misused(List.ofAll(mistakes.all()).map(Remedies::mistake));
      default -> Failure.failed(line(Diagnosis.of(failure)));
    };
  }

  /** One line on what is wrong, what to do about it, and which options to look at. */
  public static String line(Diagnosis diagnosis) {
    if (diagnosis.bug()) {
      return diagnosis.text() + " Run it again with --log-level debug and report what it prints.";
    }
    java.util.List<String> options = diagnosis.settings().stream().map(Remedies::option).toList();
    return switch (options.size()) {
      case 0 -> diagnosis.text();
      case 1 -> "%s Check %s.".formatted(diagnosis.text(), options.getFirst());
      default ->
          "%s Check %s and %s."
              .formatted(
                  diagnosis.text(),
                  options.stream().limit(options.size() - 1L).collect(Collectors.joining(", ")),
                  options.getLast());
    };
  }

  private static String option(Setting setting) {
    return "--" + setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String mistake(Contradiction contradiction) {
    return switch (contradiction) {
      case Contradiction.NoRole(var place, var account) ->
          "--signs-role: none is of account %s, so no sign of life can be given in %s; add one, or --no-sign-from %s"
              .formatted(account, place.place(), place.place());
      case Contradiction.NoAccount(var place) ->
          "--heartbeat-from: %s may be of several accounts; write ACCOUNT/%s, or set --heartbeat-account"
              .formatted(place.place(), place.place());
      case Contradiction.TooSeldom(var most) ->
          "--every: with --signs-role sweeps come at least each %s, half of --horizon-limit, for each gives signs of life that the next ones wait for"
              .formatted(most.toString().substring(2).toLowerCase(Locale.ROOT));
    };
  }
}
