package ninety.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Coverage;
import ninety.coverage.Horizon;
import ninety.coverage.Listening;
import ninety.policy.Dossier;
import ninety.policy.PolicyInForce;
import ninety.policy.Terms;
import ninety.user.UserId;

/**
 * The pass over users whose time has come, judged as of the horizon and not of the clock. For each:
 * decide, store the decision with its alerts as intents, send them, and store that they arrived.
 * Whatever ends a sweep between two of these steps leaves the user due, and the next sweep tells
 * the same alerts under the same ids (promise 5).
 *
 * <p>Before the users comes the source: a horizon that is too far behind is told, for then nothing
 * is judged that a user could be told of (promise 7). Then what was changed about exemptions is
 * reported, before anybody is judged by it.
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
  private volatile boolean ending;

  /**
   * @param atMost calls to the table in flight at one time
   * @param threads makes the threads of one page
   */
  public Sweep(
      Places places, Rules rules, int atMost, Supplier<ExecutorService> threads, Pace pace) {
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
   * Sweeps once, as of the horizon.
   *
   * @param now the time by the clock, which the alerts carry
   * @param progress told how many users were looked at so far
   */
  public Summary run(Instant now, LongConsumer progress) {
    places.undelivered().look(now).ifPresent(places.coverage()::undelivered);
    Coverage coverage = expecting(now);
    Horizon horizon = coverage.horizon(rules.sources(), now);
    SourcePass source = source(now);
    source.run(horizon);
    NoticePass notices = new NoticePass(places, rules, horizon.at(), now);
    notices.run();
    return users(coverage, now, notices, Optional.of(horizon), source, progress);
  }

  /**
   * Sweeps once for a given instant instead of the horizon: for trials, since what the source sent
   * until then may not have been processed.
   */
  public Summary run(Instant asOf, Instant now, LongConsumer progress) {
    NoticePass notices = new NoticePass(places, rules, asOf, now);
    notices.run();
    return users(places.coverage().read(), now, notices, Optional.empty(), source(now), progress);
  }

  /**
   * Says what {@link #run} would decide and tell, and writes, asks and sends nothing.
   *
   * @param asOf the instant for which to judge instead of the horizon
   */
  public Summary dryRun(Optional<Instant> asOf, Instant now, LongConsumer progress) {
    Coverage coverage = places.coverage().read();
    Horizon horizon = coverage.horizon(rules.sources(), now);
    SourcePass source = source(now);
    if (asOf.isEmpty()) {
      source.look(horizon);
    }
    NoticePass notices = new NoticePass(places, rules, asOf.orElse(horizon.at()), now);
    notices.look();
    PolicyInForce policy = new PolicyPass(places, rules.policy()).foreseen(now);
    Terms terms = terms(coverage, policy, notices, now);
    UserPass pass = new UserPass(places, rules, crowd, terms, budget(policy, now));
    boolean otherTerms = new RearmPass(places, crowd, pace, terms, () -> ending).needed();
    inPages(otherTerms ? everybody() : due(terms.asOf()), pass::look, pass, progress);
    return summary(
        terms,
        asOf.isPresent() ? Optional.empty() : Optional.of(horizon),
        pass,
        source,
        notices,
        0);
  }

  private Summary users(
      Coverage coverage,
      Instant now,
      NoticePass notices,
      Optional<Horizon> horizon,
      SourcePass source,
      LongConsumer progress) {
    PolicyInForce policy = places.policyLog().read();
    Terms terms = terms(coverage, policy, notices, now);
    RearmPass rearm = new RearmPass(places, crowd, pace, terms, () -> ending);
    if (rearm.needed()) {
      rearm.run();
    }
    Budget budget = budget(policy, now);
    UserPass pass = new UserPass(places, rules, crowd, terms, budget);
    inPages(due(terms.asOf()), pass::sweep, pass, progress);
    if (!ending) {
      pass.sweepGone();
    }
    rearm.check();
    if (terms.since().isPresent() && !ending) {
      budget.end();
    }
    return summary(terms, horizon, pass, source, notices, rearm.failed());
  }

  private static Summary summary(
      Terms terms,
      Optional<Horizon> horizon,
      UserPass users,
      SourcePass source,
      NoticePass notices,
      long notArmed) {
    return new Summary(
        terms.asOf(),
        horizon,
        terms.since(),
        users.steps(),
        source.steps(),
        notices.steps(),
        users
            .counts()
            .plus(source.counts())
            .plus(notices.counts())
            .plus(Counts.of(Count.FAILED, notArmed)));
  }

  private Budget budget(PolicyInForce policy, Instant now) {
    return new Budget(places.policyLog(), policy, rules.firstSweepLimit(), now);
  }

  private SourcePass source(Instant now) {
    return new SourcePass(places, rules, now);
  }

  private Terms terms(Coverage coverage, PolicyInForce policy, NoticePass notices, Instant now) {
    return new Terms(
        rules.policy(),
        notices.exemptions(),
        coverage.since(rules.sources()),
        notices.asOf(),
        now,
        notices.directoryChanged(),
        policy.corrected());
  }

  /**
   * A Region that is expected for the first time is a source from now on: by what is processed and
   * not by the clock, for one that is ahead would hide a silence.
   */
  private Coverage expecting(Instant now) {
    Coverage coverage = places.coverage().read();
    List<String> joining =
        rules.sources().stream().sorted().filter(region -> !coverage.knows(region)).toList();
    if (coverage.from().isEmpty() || coverage.shards().isEmpty() || joining.isEmpty()) {
      return coverage;
    }
    Instant processed = coverage.horizon(Set.of(), now).at().plus(Horizon.ALLOWANCE);
    joining.forEach(region -> places.coverage().heard(region, Listening.at(processed)));
    return places.coverage().read();
  }

  private Stream<UserId> due(Instant asOf) {
    return IntStream.range(0, places.dueUsers().shards())
        .boxed()
        .flatMap(shard -> places.dueUsers().due(shard, asOf));
  }

  private Stream<UserId> everybody() {
    return Stream.iterate(
            Optional.of(places.rearming().page(Optional.empty())),
            Optional::isPresent,
            page ->
                page.flatMap(Rearming.Page::last)
                    .map(last -> places.rearming().page(Optional.of(last))))
        .flatMap(Optional::stream)
        .flatMap(page -> page.dossiers().stream())
        .map(Dossier::user)
        .map(user -> user.id());
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
