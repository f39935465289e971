package ninety.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Observed;
import ninety.finding.Dossier;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatch.Census;
import ninety.finding.Rearming;
import ninety.policy.PolicyInForce;
import ninety.policy.Terms;
import ninety.user.Pace;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * The pass over users whose time has come, judged as of the horizon and not of the clock. For each:
 * decide, store the decision with its alerts as intents, send them, and store that they arrived.
 * Whatever ends a sweep between two of these steps leaves the user due, and the next sweep reports
 * the same alerts under the same ids (promise 5).
 *
 * <p>Before the users comes the feed: a horizon that is too far behind is reported, for then
 * nothing is judged that a user could be reported for (promise 7). Then what was changed about
 * exemptions is reported, before anybody is judged by it.
 *
 * <p>Any number of sweeps may run at one time: of two that decide about one user one is overtaken,
 * and decides again from what the other stored.
 */
public final class Sweep {

  /** Users whose alerts go out together. */
  static final int PAGE = 100;

  private final Places places;
  private final Rules rules;
  private final Crowd crowd;
  private final Pace pace;
  private final FarEnd farEnd;
  private volatile boolean ending;

  /**
   * @param atMost calls to the table in flight at one time
   * @param threads makes the threads of one page
   */
  public Sweep(
      Places places, Rules rules, int atMost, Supplier<ExecutorService> threads, Pace pace) {
    this(places, rules, atMost, threads, pace, FarEnd.NONE);
  }

  /**
   * The same, which gives signs of life before each pass that judges as of the horizon, and misses
   * Regions that nobody listens to.
   */
  public Sweep(
      Places places,
      Rules rules,
      int atMost,
      Supplier<ExecutorService> threads,
      Pace pace,
      FarEnd farEnd) {
    this.farEnd = farEnd;
    this.places = places;
    this.rules = rules;
    this.crowd = new Crowd(atMost, threads);
    this.pace = pace;
  }

  /**
   * Ends a sweep under way after the page it is at: who is left stays due, and the next goes on.
   */
  public void end() {
    ending = true;
  }

  /**
   * Brings the policy of the rules into force before a sweep, where none is in force yet, or only
   * the edition of the rules is another.
   *
   * @param change whether another policy than the one in force is brought into force too
   * @param author who does it, asked only where something is stored
   * @return how the policy stood to the one in force before
   */
  public PolicyInForce.Comparison adopt(boolean change, Supplier<String> author, Instant now) {
    return new PolicyPass(places, rules.policy()).adopt(change, author, now);
  }

  /** The same where nothing shall be stored. */
  public PolicyInForce.Comparison compared() {
    return places.policyLog().read().compare(rules.policy());
  }

  /**
   * Counts the open findings whose latest steps {@link #resend} would send again: those about
   * users, and that the population is not known.
   *
   * @param progress hears how many users were looked at so far
   */
  public OpenFindings open(Instant now, LongConsumer progress) {
    return resendPass(now, new Unreadable()).count(progress);
  }

  /**
   * Makes the latest step of each of these findings pending again, under its id, so that the next
   * {@link #run} sends it. Repeating is safe.
   *
   * @throws IllegalStateException if it failed for some users; the others are pending
   */
  public OpenFindings resend(Instant now, LongConsumer progress) {
    ResendPass pass = resendPass(now, new Unreadable());
    OpenFindings found = pass.run(progress);
    if (pass.failed() > 0) {
      throw new IllegalStateException(
          "The findings of %d users could not be made pending; run it again"
              .formatted(pass.failed()));
    }
    return found;
  }

  private ResendPass resendPass(Instant now, Unreadable unreadable) {
    Heard heard = Heard.foreseen(places, rules, farEnd, now);
    return new ResendPass(
        places,
        crowd,
        rules.policy(),
        heard.observed().orElseGet(() -> Observed.since(now)),
        unreadable);
  }

  /**
   * Sweeps once, as of the horizon.
   *
   * @param now the time by the clock, which the alerts carry
   * @param progress hears how many users were looked at so far
   */
  public Summary run(Instant now, LongConsumer progress) {
    places.undelivered().look(now).ifPresent(places.coverage()::undelivered);
    long silent = farEnd.give(rules.sources());
    Heard heard = Heard.stored(places, rules, farEnd, now);
    Horizon horizon = heard.horizon(now);
    FeedPass source = source(heard, now);
    source.before();
    NoticePass notices = new NoticePass(places, rules, heard, Optional.empty(), now);
    notices.run();
    return users(heard, now, notices, Optional.of(horizon), source, progress)
        .plus(Counts.of(Count.SIGNS_FAILED, silent));
  }

  /**
   * Sweeps once for a given instant instead of the horizon: for trials, since what the feed sent
   * until then may not have been processed.
   */
  public Summary run(Instant asOf, Instant now, LongConsumer progress) {
    Heard heard = Heard.foreseen(places, rules, farEnd, now);
    NoticePass notices = new NoticePass(places, rules, heard, Optional.of(asOf), now);
    notices.run();
    return users(heard, now, notices, Optional.empty(), source(heard, now), progress);
  }

  /**
   * Says what {@link #run} would decide and report, and writes, asks and sends nothing.
   *
   * @param asOf the instant for which to judge instead of the horizon
   */
  public Summary dryRun(Optional<Instant> asOf, Instant now, LongConsumer progress) {
    Heard heard = Heard.foreseen(places, rules, farEnd, now);
    Horizon horizon = heard.horizon(now);
    NoticePass notices = new NoticePass(places, rules, heard, asOf, now);
    notices.look();
    PolicyInForce policy = new PolicyPass(places, rules.policy()).foreseen(now);
    Terms terms = terms(heard, policy, notices, now);
    Unreadable unreadable = new Unreadable();
    UserPass pass = new UserPass(places, rules, crowd, terms, budget(policy, now), unreadable);
    FeedPass source = source(heard, now);
    if (asOf.isEmpty()) {
      source.look(census(source, terms, unreadable));
    }
    boolean otherTerms =
        new RearmPass(places, crowd, pace, terms, () -> ending, unreadable).needed();
    inPages(
        otherTerms ? everybody(unreadable).map(UserRecord::id) : due(terms.asOf(), unreadable),
        pass::look,
        pass,
        progress);
    return summary(
        terms,
        asOf.isPresent() ? Optional.empty() : Optional.of(horizon),
        pass,
        source,
        notices,
        unreadable.items(),
        0);
  }

  private Summary users(
      Heard heard,
      Instant now,
      NoticePass notices,
      Optional<Horizon> horizon,
      FeedPass source,
      LongConsumer progress) {
    PolicyInForce policy = places.policyLog().read();
    Terms terms = terms(heard, policy, notices, now);
    Unreadable unreadable = new Unreadable();
    RearmPass rearm = new RearmPass(places, crowd, pace, terms, () -> ending, unreadable);
    if (rearm.needed()) {
      rearm.run();
    }
    Budget budget = budget(policy, now);
    UserPass pass = new UserPass(places, rules, crowd, terms, budget, unreadable);
    inPages(due(terms.asOf(), unreadable), pass::sweep, pass, progress);
    if (!ending) {
      pass.sweepGone();
    }
    if (horizon.isPresent() && !ending) {
      source.after(census(source, terms, unreadable));
    }
    rearm.check();
    if (terms.observed().isPresent() && !ending) {
      budget.end();
    }
    return summary(terms, horizon, pass, source, notices, unreadable.items(), rearm.failed());
  }

  private static Summary summary(
      Terms terms,
      Optional<Horizon> horizon,
      UserPass users,
      FeedPass source,
      NoticePass notices,
      List<String> unreadable,
      long notArmed) {
    return new Summary(
        terms.asOf(),
        horizon,
        terms.observed(),
        users.steps(),
        source.steps(),
        notices.steps(),
        Stream.concat(unreadable.stream(), notices.unreadable().stream()).toList(),
        users
            .counts()
            .plus(source.counts())
            .plus(notices.counts())
            .plus(Counts.of(Count.FAILED, notArmed + unreadable.size())));
  }

  private Budget budget(PolicyInForce policy, Instant now) {
    return new Budget(places.policyLog(), policy, rules.firstSweepLimit(), now);
  }

  private FeedPass source(Heard heard, Instant now) {
    return new FeedPass(
        places,
        new FeedWatch.Look(
            heard.horizon(now), rules.horizonLimit(), heard.gaps(), rules.store(), now));
  }

  /**
   * The number of users who are not checked. All users are looked at for that, so it is done once
   * an hour, and only where so much lies in gaps that there can be any.
   */
  private Census census(FeedPass source, Terms terms, Unreadable unreadable) {
    return terms.hidesTooMuch()
        ? source.counted(terms).orElseGet(() -> Unobserved.count(everybody(unreadable), terms))
        : new Census(terms.asOf(), terms.fingerprint(), Map.of());
  }

  private Terms terms(Heard heard, PolicyInForce policy, NoticePass notices, Instant now) {
    return new Terms(
        rules.policy(),
        notices.exemptions(),
        heard.observed(),
        notices.asOf(),
        now,
        notices.directoryChanged(),
        policy.corrected());
  }

  private Stream<UserId> due(Instant asOf, Unreadable unreadable) {
    return IntStream.range(0, places.dueUsers().shards())
        .boxed()
        .flatMap(shard -> places.dueUsers().due(shard, asOf, unreadable));
  }

  private Stream<UserRecord> everybody(Unreadable unreadable) {
    return Stream.iterate(
            Optional.of(places.rearming().page(Optional.empty())),
            Optional::isPresent,
            page ->
                page.flatMap(Rearming.Page::last)
                    .map(last -> places.rearming().page(Optional.of(last))))
        .flatMap(Optional::stream)
        .peek(page -> page.unreadable().forEach(unreadable))
        .flatMap(page -> page.dossiers().stream())
        .map(Dossier::user);
  }

  private void inPages(
      Stream<UserId> users, Consumer<List<UserId>> page, UserPass pass, LongConsumer progress) {
    users
        .gather(Gatherers.windowFixed(PAGE))
        .takeWhile(_ -> !ending)
        .forEach(ids -> {
          page.accept(ids);
          progress.accept(pass.looked());
        });
  }
}
