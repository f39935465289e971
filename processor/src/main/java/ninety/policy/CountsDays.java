package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.policy.Baseline.From;
import ninety.policy.Standing.Because;
import ninety.policy.Standing.Counting;
import ninety.policy.Standing.Exempt;
import ninety.policy.Standing.NotApplicable;
import ninety.policy.Standing.NotChecked;
import ninety.policy.Standing.NotDeterminable;
import ninety.user.AccessHistory;
import ninety.user.Proof;
import ninety.user.UserRecord;

/** A control under which days go by until something about the user happens. */
abstract non-sealed class CountsDays implements Rule {

  abstract Thresholds days(Policy policy);

  /** Of a user who is enabled and not exempt, where the feed was listened to. */
  abstract Standing counted(UserRecord user, Terms terms);

  @Override
  public final Optional<Thresholds> thresholds(Policy policy) {
    return Optional.of(days(policy));
  }

  @Override
  public final Standing standing(UserRecord user, Terms terms) {
    return switch (user.status()) {
      case DELETED -> new NotApplicable(Because.DELETED, user.deletion());
      case DISABLED ->
          unlessEndedInAGap(
              new NotApplicable(Because.DISABLED, user.disabling()),
              user.access().latest().map(AccessHistory.Entry::proof),
              terms);
      case ENABLED ->
          terms
              .exemptions()
              .of(user, terms.asOf())
              .<Standing>map(Exempt::new)
              .orElseGet(() ->
                  terms.observed().isPresent() ? counted(user, terms) : NotChecked.UNTIL_MENDED);
    };
  }

  /**
   * A standing that rests on a record stands only as long as no other is likely to have ended it
   * unheard.
   *
   * @param proof the latest record by which it stands
   */
  final Standing unlessEndedInAGap(NotApplicable standing, Optional<Proof> proof, Terms terms) {
    return proof.filter(it -> terms.tooMuchUnobserved(it.time(), days(terms.policy()))).isPresent()
        ? NotChecked.UNTIL_MENDED
        : standing;
  }

  /**
   * Counts the observed time from the later of what is known and coverage. What is known within the
   * days proves that the first level is not reached, whatever was not heard since. Else the true
   * time could be above the first level while too little of it was observed; and where too much of
   * it lies in gaps, only what was observed after them counts.
   */
  static Standing counting(Optional<Baseline> known, Thresholds thresholds, Terms terms) {
    Observed observed = terms.listened();
    Baseline coverage = Baseline.coverage(observed.from());
    Baseline baseline = later(known, Optional.of(coverage)).orElse(coverage);
    Counting counting = count(baseline, known, thresholds, terms);
    boolean proved =
        known
            .map(it -> thresholds.reached(Duration.between(it.since(), terms.asOf())).isEmpty())
            .orElse(false);
    if (proved) {
      return counting;
    }
    if (!terms.tooMuchUnobserved(baseline.since(), thresholds)) {
      return counting.level().isPresent() ? counting : new NotDeterminable(Optional.of(counting));
    }
    Instant heardSince = terms.heardSince(baseline.since(), thresholds);
    Counting after = count(Baseline.coverage(heardSince), known, thresholds, terms);
    return after.level().isPresent()
        ? after
        : new NotChecked(Optional.of(counting.unknownUntil(after.next())), after.next());
  }

  private static Counting count(
      Baseline baseline, Optional<Baseline> known, Thresholds thresholds, Terms terms) {
    Observed observed = terms.listened();
    Duration idle = observed.observed(baseline.since(), terms.asOf());
    return new Counting(
        baseline,
        known,
        idle,
        thresholds.reached(idle),
        thresholds.next(observed, baseline.since(), terms.asOf()));
  }

  static Optional<Baseline> at(From from, Optional<Proof> proof) {
    return proof.map(it -> Baseline.at(from, it));
  }

  /** The later of both, the first where they are equal. */
  static Optional<Baseline> later(Optional<Baseline> one, Optional<Baseline> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .reduce((first, second) -> second.since().isAfter(first.since()) ? second : first);
  }
}
