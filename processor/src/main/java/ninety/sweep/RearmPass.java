package ninety.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Dossiers.Stored.Overtaken;
import ninety.finding.Dossiers.Stored.Written;
import ninety.finding.Due;
import ninety.finding.Judgement;
import ninety.finding.Rearming;
import ninety.finding.Rearming.Armed;
import ninety.finding.Rearming.Page;
import ninety.finding.UnreadableItem;
import ninety.policy.Terms;
import ninety.user.Pace;
import ninety.user.UserId;

/**
 * Gives users new dates after the terms changed: page by page, no faster than the pace allows,
 * going on where an earlier sweep stopped. Only who has to be looked at sooner than planned is
 * written; who may be looked at later is found out at the old date.
 *
 * <p>A sweep that goes by other terms may be under way meanwhile, and may give users who are armed
 * already a date of its own. It says so in the end, if it comes to that; for all cases everybody is
 * armed once more when it must be over.
 */
final class RearmPass {

  /** With pages of 500 users this is at most 1,000 users a second. */
  private static final Duration BETWEEN_PAGES = Duration.ofMillis(500);

  /** Longer than any sweep takes. */
  private static final Duration LONGEST_SWEEP = Duration.ofDays(1);

  private final Rearming rearming;
  private final Dossiers dossiers;
  private final Crowd crowd;
  private final Pace pace;
  private final Terms terms;
  private final BooleanSupplier ending;
  private final Consumer<UnreadableItem> unreadable;
  private final UUID wanted;
  private long failed;

  /**
   * @param ending whether the sweep is to end after the page it is at
   */
  RearmPass(
      Places places,
      Crowd crowd,
      Pace pace,
      Terms terms,
      BooleanSupplier ending,
      Consumer<UnreadableItem> unreadable) {
    this.rearming = places.rearming();
    this.dossiers = places.dossiers();
    this.crowd = crowd;
    this.pace = pace;
    this.terms = terms;
    this.ending = ending;
    this.unreadable = unreadable;
    this.wanted = terms.fingerprint();
  }

  /** True if some users have dates of other terms. */
  boolean needed() {
    Armed armed = rearming.read();
    return !armed.terms().equals(wanted)
        || !armed.complete()
        || armed.again().filter(it -> !it.isAfter(terms.asOf())).isPresent();
  }

  /**
   * Passes over all users once. Those on whom it fails hold up nobody: the others are armed, and
   * the next sweep begins with the first of these pages again.
   */
  void run() {
    Armed armed = rearming.read();
    boolean known = armed.terms().equals(wanted);
    Optional<UserId> after = known ? armed.after() : Optional.empty();
    Optional<Instant> again = known ? armed.again() : Optional.empty();
    Optional<UserId> resume = after;
    boolean left = false;
    while (true) {
      Page page = rearming.page(after);
      List<Callable<Optional<Dossier>>> calls =
          page.dossiers().stream()
              .<Callable<Optional<Dossier>>>map(dossier -> () -> arm(dossier))
              .toList();
      Crowd.Outcome<Dossier> outcome = crowd.all(calls);
      failed += outcome.failed();
      page.unreadable().forEach(unreadable);
      outcome.unreadable().forEach(unreadable);
      left |=
          outcome.failed() > 0 || !page.unreadable().isEmpty() || !outcome.unreadable().isEmpty();
      after = page.last();
      if (after.isEmpty()) {
        rearming.write(left ? new Armed(wanted, false, resume, again) : complete(again));
        return;
      }
      if (!left) {
        resume = after;
        rearming.write(new Armed(wanted, false, resume, again));
      }
      if (ending.getAsBoolean()) {
        return;
      }
      pace.pause(BETWEEN_PAGES);
    }
  }

  private Armed complete(Optional<Instant> again) {
    Optional<Instant> next =
        again.isPresent() ? Optional.empty() : Optional.of(terms.asOf().plus(LONGEST_SWEEP));
    return new Armed(wanted, true, Optional.empty(), next);
  }

  /**
   * After the sweep: where one under other terms ran at the same time, each may have undone what
   * the other did, and all is to be done again.
   */
  void check() {
    if (!rearming.read().terms().equals(wanted)) {
      rearming.write(Armed.NOBODY);
    }
  }

  long failed() {
    return failed;
  }

  private Optional<Dossier> arm(Dossier dossier) {
    Dossier known = dossier;
    while (true) {
      Optional<Due> sooner = sooner(known);
      if (sooner.isEmpty()) {
        return Optional.of(known);
      }
      switch (dossiers.store(known.withDue(sooner.get()))) {
        case Written(var stored) -> {
          return Optional.of(stored);
        }
        case Overtaken(var now) -> known = now;
      }
    }
  }

  /** The date under the new terms, if it is before the one that is planned. */
  private Optional<Due> sooner(Dossier dossier) {
    if (!dossier.stored()) {
      return Optional.empty();
    }
    Judgement judgement = Judgement.of(dossier, terms, Hearing.UNASKED);
    Due date =
        judgement.transitions().isEmpty() && !judgement.asks() ? judgement.due() : new Due.Now();
    return Optional.of(date).filter(it -> it.compareTo(dossier.due()) < 0);
  }
}
