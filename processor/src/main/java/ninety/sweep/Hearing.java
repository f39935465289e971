package ninety.sweep;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.Dossier;
import ninety.finding.Judgement;
import ninety.finding.UserTransition.Raised;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.policy.Terms;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Subject;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * The treatment of the directory's word on a user: a fact like others, and part of what is judged.
 */
record Hearing(Terms terms) {

  static final DirectoryWord UNASKED =
      new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_ASKED);

  Judgement judge(Dossier dossier, Optional<DirectoryWord> word) {
    return Judgement.of(heard(dossier, word), terms, word.orElse(UNASKED));
  }

  /**
   * Keeps what the directory says: it is a fact too, and is kept with the others; unless it says
   * that the user is disabled or gone, and that is known and changes nothing, or would hide that
   * the access was used since.
   */
  Dossier heard(Dossier dossier, Optional<DirectoryWord> answer) {
    return answer
        .filter(it -> !(repeats(it, dossier.user()) && !changes(it, dossier)))
        .filter(it -> !hides(it, dossier))
        .map(it -> joined(dossier, it))
        .orElse(dossier);
  }

  private static Dossier joined(Dossier dossier, DirectoryWord word) {
    return switch (word) {
      case DirectoryWord.Reported it -> dossier.withUser(joined(dossier.user(), it));
      case DirectoryWord.Unavailable _ -> dossier;
    };
  }

  private static UserRecord joined(UserRecord user, DirectoryWord.Reported word) {
    Fact fact =
        new Fact(
            new Subject.ById(user.id(), word.name()),
            Optional.empty(),
            new Kind.Listed(word.presence(), word.created()),
            word.proof());
    return user.join(UserRecord.of(user.id(), fact));
  }

  /** True if the user stands otherwise by it, as where it is the first word since a gap. */
  private boolean changes(DirectoryWord answer, Dossier dossier) {
    return !words(dossier.user()).equals(words(joined(dossier, answer).user()));
  }

  private List<Outcome.Word> words(UserRecord user) {
    return Stream.of(Control.values())
        .map(control -> Outcome.of(control.standing(user, terms), user.status()).word())
        .toList();
  }

  /** True if it would hide a use of a revoked access that is not reported yet. */
  boolean hides(DirectoryWord answer, Dossier dossier) {
    boolean revokes = answer instanceof DirectoryWord.Reported word && word.presence().revokes();
    return revokes && reportsUse(dossier) && !reportsUse(joined(dossier, answer));
  }

  private boolean reportsUse(Dossier dossier) {
    return Judgement.of(dossier, terms, UNASKED).transitions().stream()
        .anyMatch(it -> it.step() instanceof Raised && !it.finding().control().countsDays());
  }

  private static boolean repeats(DirectoryWord answer, UserRecord user) {
    Optional<Presence> before = user.listing().map(word -> word.value().presence());
    return answer instanceof DirectoryWord.Reported word
        && before.equals(Optional.of(word.presence()))
        && switch (word.presence()) {
          case ENABLED -> false;
          // Nor is a repeated one set aside where the user was in doubt: it is what ends the doubt.
          case DISABLED -> !user.inDoubt() && user.status() == Status.DISABLED;
          // The first answer that confirms an event's deletion is kept.
          case GONE -> user.status() == Status.DELETED;
          case PRESENT -> false;
        };
  }
}
