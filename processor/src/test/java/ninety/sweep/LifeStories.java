package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import ninety.exemption.Exemption.Who;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Thresholds;
import ninety.sweep.Life.Plot;
import ninety.user.Facts;
import ninety.user.Proof;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole lives, from the first fact to the last alert: what happens on which day, and exactly what
 * the SIEM is delivered, in order. The number behind {@code #} reports findings apart. Who extends
 * this has a method {@code stories}.
 */
abstract class LifeStories {

  static final Who MARA = new Who.ById(Facts.user(1));

  static Arguments story(String name, Plot plot, String... delivered) {
    return Arguments.argumentSet(name, (Supplier<Life>) Life::listenedTo, plot, List.of(delivered));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_life_is_reported_so_and_not_otherwise(
      Supplier<Life> begin, Plot plot, List<String> delivered) {
    Life life = plot.apply(begin.get());

    assertEquals(delivered, life.delivered());
    EveryCrossingReported.check(life.scene().siem, life.scene().dossiers);
  }

  static Runnable once(Runnable what) {
    boolean[] done = {false};
    return () -> {
      if (!done[0]) {
        done[0] = true;
        what.run();
      }
    };
  }

  static Status status(Life life) {
    return life.scene().dossiers.read(Facts.user(1)).orElseThrow().user().status();
  }

  static Proof asked(int day) {
    Instant at = Life.day(day).plus(Duration.ofMinutes(15));
    return new Proof(
        at, "request-" + day, "identitystore.amazonaws.com DescribeUser", Proof.Source.DIRECTORY);
  }

  static Policy days(int warning, int breach, int escalated) {
    Thresholds days = Thresholds.ofDays(warning, breach, escalated);
    return Policy.STANDARD.with(days, days);
  }

  static Policy authenticated() {
    return Policy.STANDARD.with(Basis.LAST_AUTHENTICATED);
  }

  static Policy singleFactor() {
    return Policy.STANDARD.with(PasswordRule.SINGLE_FACTOR);
  }
}
