package ninety.policy;

import java.util.Optional;
import ninety.policy.Baseline.From;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Standing.Because;
import ninety.policy.Standing.NotApplicable;
import ninety.policy.Standing.NotDeterminable;
import ninety.user.Passwords;
import ninety.user.Proof;
import ninety.user.UserRecord;

/** A password that is the only factor is changed at least every 90 days (8.3.9). */
final class PasswordAge extends CountsDays {

  @Override
  public String label() {
    return "password-age";
  }

  @Override
  public String requirement() {
    return "8.3.9";
  }

  @Override
  Thresholds days(Policy policy) {
    return policy.passwordAge();
  }

  @Override
  Standing counted(UserRecord user, Terms terms) {
    Passwords passwords = user.passwords();
    Policy policy = terms.policy();
    boolean emailCode = policy.emailCode() == EmailCode.FACTOR;
    boolean linkCounts = policy.emailReset() == EmailReset.COUNTS;
    if (passwords.external(linkCounts)) {
      return unlessEndedInAGap(
          new NotApplicable(Because.EXTERNAL_IDP, passwords.outside()), passwords.outside(), terms);
    }
    Optional<Proof> began = passwords.began(linkCounts);
    if (policy.passwordRule() == PasswordRule.SINGLE_FACTOR) {
      Optional<Proof> factor = passwords.factorSince(passwords.life(linkCounts), emailCode);
      if (factor.isPresent()) {
        return unlessEndedInAGap(new NotApplicable(Because.SECOND_FACTOR, factor), factor, terms);
      }
    }
    if (began.isEmpty() && passwords.seen().isEmpty()) {
      return unseenPassword(passwords, terms);
    }
    if (began.isEmpty() && passwords.came().isEmpty() && !alone(passwords, policy)) {
      return new NotDeterminable(Optional.empty());
    }
    Optional<Baseline> known =
        began
            .map(proof -> Baseline.at(from(user, proof), proof))
            .or(() -> at(From.CREATION, passwords.came()));
    return counting(known, policy.passwordAge(), terms);
  }

  /**
   * A user of whom every sign-in was heard, and none used a password of the store, has none; of
   * anybody else that is not known.
   */
  private Standing unseenPassword(Passwords passwords, Terms terms) {
    boolean heardFromTheBeginning =
        passwords
                .came()
                .filter(proof -> !proof.time().isBefore(terms.listened().from()))
                .isPresent()
            && !passwords.someUnsaid();
    return heardFromTheBeginning
        ? unlessEndedInAGap(
            new NotApplicable(Because.NO_PASSWORD, passwords.came()), passwords.came(), terms)
        : new NotDeterminable(Optional.empty());
  }

  private static boolean alone(Passwords passwords, Policy policy) {
    return switch (policy.passwordRule()) {
      case ALWAYS -> passwords.seen().isPresent();
      case SINGLE_FACTOR -> passwords.alone(policy.emailCode() == EmailCode.FACTOR).isPresent();
    };
  }

  private static From from(UserRecord user, Proof began) {
    if (user.passwordReset().filter(began::equals).isPresent()) {
      return From.PASSWORD_RESET;
    }
    if (user.linkSent().filter(began::equals).isPresent()) {
      return From.LINK_SENT;
    }
    return user.signIns().firstEmailCode().filter(began::equals).isPresent()
        ? From.FIRST_SIGN_IN
        : From.CREATION;
  }
}
