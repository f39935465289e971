package ninety.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatch.Census;
import ninety.finding.FeedWatches;
import ninety.finding.FeedWatches.Stored.Overtaken;
import ninety.finding.FeedWatches.Stored.Written;
import ninety.policy.Terms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that nothing can be said, and that it can be said again (promise 7): intent first, as for
 * users.
 */
final class FeedPass {

  private static final Logger LOG = LoggerFactory.getLogger(FeedPass.class);

  /** Each look decides once or twice, and again where another sweep wrote first. */
  private static final int MOST_ROUNDS = 1_000;

  private final FeedWatches watches;
  private final AlertFormat format;
  private final AlertQueue alerts;
  private final FeedWatch.Look look;
  private final List<FeedTransition> decided = new ArrayList<>();
  private final Set<UUID> delivered = new HashSet<>();
  private long pending;
  private long parked;

  FeedPass(Places places, FeedWatch.Look look) {
    this.watches = places.feedWatches();
    this.format = places.format();
    this.alerts = places.alerts();
    this.look = look;
  }

  /** Before users are judged: {@link FeedWatch#before}. */
  void before() {
    run(watch -> watch.before(look));
  }

  /** After they were, with a count of those who could not be. */
  void after(Census census) {
    run(watch -> watch.after(look, census));
  }

  /** The count of an earlier sweep, as long as it stands. */
  Optional<Census> counted(Terms terms) {
    return watches.read().census().filter(census -> census.stands(terms));
  }

  private void run(Function<FeedWatch, FeedWatch.Judgement> decision) {
    FeedWatch known = watches.read();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      FeedWatch.Judgement judgement = decision.apply(known);
      List<Alert> outbox = new ArrayList<>(known.outbox());
      outbox.removeIf(alert -> delivered.contains(alert.id()));
      judgement.transitions().stream()
          .map(format::compose)
          .flatMap(Optional::stream)
          .forEach(outbox::add);
      FeedWatch changed = judgement.watch().withOutbox(outbox);
      if (changed.equals(known) && outbox.isEmpty()) {
        return;
      }
      if (!changed.equals(known)) {
        switch (watches.store(changed)) {
          case Written(var stored) -> {
            known = stored;
            decided.addAll(judgement.transitions());
          }
          case Overtaken(var other) -> {
            known = other;
            continue;
          }
        }
      }
      if (known.outbox().isEmpty()) {
        return;
      }
      if (!isNews(alerts.send(known.outbox()), known.outbox())) {
        pending = known.outbox().size();
        return;
      }
    }
    throw new IllegalStateException(
        "What is decided about the feed is decided again and again; the sweep ends before it floods"
            + " the alert queue");
  }

  /** True if an alert was delivered, or refused for good, that was not before. */
  private boolean isNews(AlertQueue.Delivery delivery, List<Alert> sent) {
    parked += delivery.refused().size();
    boolean news = delivered.addAll(delivery.arrived());
    // Nothing of it is personal, and the log keeps what the queue does not take.
    for (Alert alert : sent) {
      if (delivery.refused().containsKey(alert.id()) && delivered.add(alert.id())) {
        LOG.error("An alert about the feed is refused for good: {}", alert.body());
        news = true;
      }
    }
    return news;
  }

  /** Says what both would decide, and writes and sends nothing. */
  void look(Census census) {
    FeedWatch.Judgement before = watches.read().before(look);
    decided.addAll(before.transitions());
    decided.addAll(before.watch().after(look, census).transitions());
  }

  List<Summary.FeedStep> steps() {
    return decided.stream()
        .map(
            transition -> Summary.FeedStep.of(transition, delivered.contains(transition.alertId())))
        .toList();
  }

  Counts counts() {
    return Counts.of(Count.PENDING, pending).plus(Counts.of(Count.PARKED, parked));
  }
}
