package ninety.sweep;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.Dossier;
import ninety.finding.Judgement;
import ninety.finding.Transition.Raised;
import ninety.finding.Verification;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.Directory.Answer;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/** What becomes of the directory's answer about a user: a fact like others, and a verification. */
record Hearing(Terms terms) {

  static final Verification UNASKED = new Verification.Unverified("not-asked");

  Judgement judge(Dossier dossier, Optional<Answer> answer) {
    return Judgement.of(
        heard(dossier, answer), terms, answer.map(Hearing::verification).orElse(UNASKED));
  }

  private static Verification verification(Answer answer) {
    return switch (answer) {
      case Answer.Found found -> new Verification.Verified(presence(found), found.proof());
      case Answer.Gone(var proof) -> new Verification.Verified(Presence.GONE, proof);
      case Answer.Unverified(var reason) -> new Verification.Unverified(reason);
    };
  }

  private static Presence presence(Answer.Found found) {
    return found.enabled() ? Presence.ENABLED : Presence.DISABLED;
  }

  /**
   * What the directory says is a fact too, and is kept with the others; unless it says that the
   * user is disabled or gone, and that is known and changes nothing, or would hide that the access
   * was used since.
   */
  Dossier heard(Dossier dossier, Optional<Answer> answer) {
    return answer
        .filter(it -> !(repeats(it, dossier.user()) && !changes(it, dossier)))
        .filter(it -> !hides(it, dossier))
        .map(it -> joined(dossier, it))
        .orElse(dossier);
  }

  private static Dossier joined(Dossier dossier, Answer answer) {
    UserId id = dossier.user().id();
    return switch (answer) {
      case Answer.Found found ->
          joined(
              dossier,
              new Subject.ById(id, found.name()),
              new Kind.Listed(presence(found), found.created()),
              found.proof());
      case Answer.Gone(var proof) ->
          joined(
              dossier,
              new Subject.ById(id, Optional.empty()),
              new Kind.Listed(Presence.GONE, Optional.empty()),
              proof);
      case Answer.Unverified _ -> dossier;
    };
  }

  private static Dossier joined(Dossier dossier, Subject subject, Kind kind, Proof proof) {
    Fact fact = new Fact(subject, Optional.empty(), kind, proof);
    UserRecord user = dossier.user();
    return dossier.withUser(user.join(UserRecord.of(user.id(), fact)));
  }

  /** Whether the user stands otherwise by it, as where it is the first word since a gap. */
  private boolean changes(Answer answer, Dossier dossier) {
    return !words(dossier.user()).equals(words(joined(dossier, answer).user()));
  }

  private List<Outcome.Word> words(UserRecord user) {
    return Stream.of(Control.values())
        .map(control ->
            Outcome.of(Standing.of(user, control, terms), control, user.status(), terms.asOf())
                .word())
        .toList();
  }

  /** Whether it would hide a use of a revoked access that is not reported yet. */
  boolean hides(Answer answer, Dossier dossier) {
    boolean revokes =
        switch (answer) {
          case Answer.Gone _ -> true;
          case Answer.Found found -> !found.enabled();
          case Answer.Unverified _ -> false;
        };
    return revokes && reportsUse(dossier) && !reportsUse(joined(dossier, answer));
  }

  private boolean reportsUse(Dossier dossier) {
    return Judgement.of(dossier, terms, UNASKED).transitions().stream()
        .anyMatch(
            it -> it.step() instanceof Raised && it.finding().control() == Control.REVOKED_ACCESS);
  }

  private static boolean repeats(Answer answer, UserRecord user) {
    Optional<Presence> before = user.listing().map(word -> word.value().presence());
    return switch (answer) {
      // The first answer that confirms an event's deletion is kept.
      case Answer.Gone _ ->
          user.status() == Status.DELETED && before.equals(Optional.of(Presence.GONE));
      // Nor is a repeated one where the user was in doubt: it is what ends the doubt.
      case Answer.Found found ->
          !found.enabled()
              && !user.inDoubt()
              && user.status() == Status.DISABLED
              && before.equals(Optional.of(Presence.DISABLED));
      case Answer.Unverified _ -> false;
    };
  }
}
