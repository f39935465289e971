package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import ninety.coverage.Coverage;
import ninety.coverage.Source;
import ninety.user.AccessHistory;
import ninety.user.Factors;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/** Whether what is stored has all that a record says. */
final class Stored {

  private Stored() {}

  static boolean heard(Coverage coverage, Source source, Instant time) {
    return Optional.ofNullable(coverage.sources().get(source)).stream()
        .flatMap(listening -> listening.spans().stream())
        .anyMatch(span -> !time.isBefore(span.from()) && !time.isAfter(span.to()));
  }

  /** Whether the record cannot learn anything more from the deed. */
  static boolean holds(UserRecord record, Deed deed, Duration granularity) {
    Naive.Mark mark = Naive.Mark.of(deed);
    boolean seen =
        record.firstSeen().filter(it -> Naive.Mark.of(it).compareTo(mark) <= 0).isPresent();
    boolean named =
        deed.name().isEmpty()
            || record
                .name()
                .filter(it ->
                    reaches(Optional.of(it.proof()), mark) || near(it.proof(), deed, granularity))
                .isPresent();
    return seen
        && named
        && switch (deed.what()) {
          case SIGNED_IN, ENROLLED ->
              reaches(record.lastAuthenticated(), mark)
                  && reaches(
                      Optional.ofNullable(record.signIns().byFactors().get(factors(deed))), mark)
                  && (Shown.shown(deed) == Shown.ENROLMENT
                      || reaches(record.credentials().map(Register::proof), mark))
                  && (!Shown.mailedCodeAlone(deed)
                      || record
                          .signIns()
                          .firstEmailCode()
                          .filter(it -> Naive.Mark.of(it).compareTo(mark) <= 0)
                          .isPresent());
          case AUTHENTICATED -> reaches(record.lastAuthenticated(), mark);
          case USED_PORTAL ->
              reaches(record.lastActivity(), mark)
                  || record.lastActivity().filter(it -> near(it, deed, granularity)).isPresent();
          case NEW_PASSWORD -> reaches(record.passwordReset(), mark);
          case LINK_SENT -> reaches(record.linkSent(), mark);
          case PATCHED_ON, PATCHED_OFF -> reaches(record.doubted(), mark);
          case CREATED_WITH_PASSWORD, CREATED_WITH_PASSWORD_DISABLED, INVITED, INVITED_DISABLED ->
              reaches(record.created().map(Register::proof), mark) && admitted(record, deed);
          case CREATED_BY_SCIM, CREATED_DISABLED ->
              reaches(record.created().map(Register::proof), mark) && admitted(record, deed);
          case DELETED -> reaches(record.deleted(), mark);
          case DISABLED, DISABLED_BY_SCIM, ENABLED, ENABLED_BY_SCIM -> admitted(record, deed);
          case CHANGED -> true;
        };
  }

  /** The product's word for what a sign-in showed. */
  static Factors factors(Deed signIn) {
    return switch (Shown.shown(signIn)) {
      case UNSAID -> Factors.UNSAID;
      case EXTERNAL -> Factors.EXTERNAL;
      case NO_PASSWORD -> Factors.WITHOUT_PASSWORD;
      case ALONE -> Factors.PASSWORD_ALONE;
      case MAILED_CODE -> Factors.PASSWORD_AND_EMAIL_CODE;
      case FACTOR -> Factors.PASSWORD_AND_FACTOR;
      case ENROLMENT -> Factors.ENROLMENT;
    };
  }

  private static boolean reaches(Optional<Proof> kept, Naive.Mark mark) {
    return kept.filter(it -> Naive.Mark.of(it).compareTo(mark) >= 0).isPresent();
  }

  private static boolean near(Proof kept, Deed deed, Duration granularity) {
    return Duration.between(kept.time(), deed.time()).compareTo(granularity) < 0;
  }

  /** It is among the newest facts about the status, or as many newer ones are. */
  private static boolean admitted(UserRecord record, Deed deed) {
    SortedSet<AccessHistory.Entry> newest = record.access().newest();
    return newest.stream().anyMatch(it -> it.proof().eventId().equals(deed.id()))
        || (newest.size() == Naive.MOST && !newest.first().countsFrom().isBefore(deed.time()));
  }
}
