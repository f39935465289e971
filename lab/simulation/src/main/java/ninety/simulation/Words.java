package ninety.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ninety.finding.Alert;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.Transition;
import ninety.finding.UserTransition;

/** Short words, so that many seeds are quick; what real ones say is tested elsewhere. */
final class Words implements ninety.finding.AlertFormat {

  private final Map<String, UserTransition> composed = new HashMap<>();

  private final Map<String, Notice> notices = new HashMap<>();
  private final Map<String, FeedTransition> sources = new HashMap<>();

  /** What an alert says that is about neither users nor the source. */
  Optional<Notice> notice(String body) {
    return Optional.ofNullable(notices.get(body));
  }

  /** What an alert says about the source. */
  Optional<FeedTransition> source(String body) {
    return Optional.ofNullable(sources.get(body));
  }

  /** What an alert says; null where it is not about a user. */
  UserTransition of(Alert alert) {
    return composed.get(alert.body());
  }

  @Override
  public Optional<Alert> compose(Transition transition) {
    return Optional.of(
        Alert.of(
            transition,
            switch (transition) {
              case UserTransition step -> body(step);
              case FeedTransition step -> body(step);
              case Notice step -> body(step);
            }));
  }

  private String body(UserTransition transition) {
    String body =
        String.join(
            "|",
            transition.step().label(),
            transition.finding().uid().toString(),
            transition.finding().control().label(),
            transition.user().id().value(),
            Integer.toString(transition.finding().sequence()),
            transition.asOf().toString(),
            transition.time().toString(),
            transition.toString());
    composed.put(body, transition);
    return body;
  }

  private String body(Notice notice) {
    String body =
        String.join(
            "|",
            notice.stepLabel(),
            notice.findingUid().toString(),
            "exemption",
            "-",
            Integer.toString(notice.sequence()),
            notice.toString());
    notices.put(body, notice);
    return body;
  }

  private String body(FeedTransition transition) {
    String body =
        String.join(
            "|",
            transition.step().label(),
            transition.findingUid().toString(),
            transition.control().label(),
            "source",
            Integer.toString(transition.sequence()),
            transition.toString());
    sources.put(body, transition);
    return body;
  }
}
