package ninety.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.Transition;
import ninety.finding.UserTransition;

/**
 * Where alerts arrive in tests. Keeps all that came, repeats too, and can refuse alerts or have
 * something happen while it is sent to. Safe for all threads.
 */
final class Siem implements AlertFormat, AlertQueue {

  private final Map<UUID, UserTransition> composed = new HashMap<>();
  private final Map<UUID, FeedTransition> ofSource = new HashMap<>();
  private final Map<UUID, Notice> ofNotices = new HashMap<>();
  private final List<Alert> arrived = new ArrayList<>();
  private final List<List<Alert>> calls = new ArrayList<>();
  private Predicate<Alert> refuses = _ -> false;
  private final Map<UUID, String> never = new HashMap<>();
  private Predicate<Alert> refusesForGood = _ -> false;
  private Runnable meanwhile = () -> {};

  synchronized void refuse(Predicate<Alert> which) {
    refuses = which;
  }

  /** These it will never take. */
  synchronized void refuseForGood(Predicate<Alert> which) {
    refusesForGood = which;
  }

  /** Happens at the end of each call, when the alerts are in the queue already. */
  synchronized void meanwhile(Runnable what) {
    meanwhile = what;
  }

  @Override
  public synchronized Optional<Alert> compose(Transition transition) {
    UUID id = transition.alertId();
    String body =
        switch (transition) {
          case UserTransition step -> {
            composed.put(id, step);
            yield step.stepLabel();
          }
          case FeedTransition step -> {
            ofSource.put(id, step);
            yield step.stepLabel();
          }
          case Notice notice -> {
            ofNotices.put(id, notice);
            yield notice.stepLabel() + " at " + notice.time();
          }
        };
    return Optional.of(Alert.of(transition, body));
  }

  synchronized Optional<Notice> notice(UUID id) {
    return Optional.ofNullable(ofNotices.get(id));
  }

  /** What came besides, in order and without repeats. */
  synchronized List<Notice> notices() {
    return ids().stream().flatMap(id -> notice(id).stream()).toList();
  }

  @Override
  public Delivery send(List<Alert> alerts) {
    Set<UUID> taken = take(alerts);
    Runnable then;
    synchronized (this) {
      then = meanwhile;
    }
    then.run();
    synchronized (this) {
      return new Delivery(taken, never);
    }
  }

  private synchronized Set<UUID> take(List<Alert> alerts) {
    calls.add(List.copyOf(alerts));
    never.clear();
    Set<UUID> taken = new LinkedHashSet<>();
    Set<UUID> stuck = new HashSet<>();
    for (Alert alert : alerts) {
      if (refusesForGood.test(alert)) {
        never.put(alert.id(), "InvalidMessageContents");
      } else if (stuck.contains(alert.finding()) || refuses.test(alert)) {
        stuck.add(alert.finding());
      } else {
        arrived.add(alert);
        taken.add(alert.id());
      }
    }
    return taken;
  }

  synchronized List<List<Alert>> calls() {
    return List.copyOf(calls);
  }

  /** All that came, in order, repeats too. */
  synchronized List<Alert> arrivals() {
    return List.copyOf(arrived);
  }

  /** What came, each once, as a SIEM keeps it that drops repeats. */
  synchronized Set<UUID> ids() {
    Set<UUID> ids = new LinkedHashSet<>();
    arrived.forEach(alert -> ids.add(alert.id()));
    return ids;
  }

  /** What came about the source, in order and without repeats. */
  synchronized List<FeedTransition> ofSource() {
    return ids().stream().flatMap(id -> Optional.ofNullable(ofSource.get(id)).stream()).toList();
  }

  /** What came of each finding about a user, in order and without repeats. */
  synchronized Map<UUID, List<UserTransition>> stories() {
    Map<UUID, List<UserTransition>> stories = new LinkedHashMap<>();
    for (UUID id : ids()) {
      if (ofSource.containsKey(id) || ofNotices.containsKey(id)) {
        continue;
      }
      UserTransition transition = composed.get(id);
      if (transition == null) {
        throw new AssertionError("an alert that nobody composed: " + id);
      }
      stories.computeIfAbsent(transition.finding().uid(), _ -> new ArrayList<>()).add(transition);
    }
    return stories;
  }
}
