package ninety.cli.users;

import ninety.cli.terminal.HorizonView;
import ninety.policy.Baseline;
import ninety.policy.Standing;
import ninety.policy.Terms;

/** The reason why a user stands so under a control, as the end of a sentence. */
record Reason(Standing standing, Terms terms) {

  /** The words, such as {@code : the password is not kept here}; empty where the word says all. */
  String words() {
    return switch (standing) {
      case Standing.BeyondHorizon(var baseline, _) ->
          ": a use of %s is beyond the horizon".formatted(baseline.since());
      case Standing.Counting(var baseline, _, _, _, _) ->
          ", counted from %s %s".formatted(words(baseline.from()), baseline.since());
      case Standing.Used used when used.breached() ->
          " by %s, although access was revoked at %s"
              .formatted(used.use().use().call(), used.use().revocation().time());
      case Standing.Used used ->
          used.exemption()
              .map(it -> ", owner %s: %s".formatted(it.owner(), UserView.words(used.use())))
              .orElseGet(() -> ": %s, which is over".formatted(UserView.words(used.use())));
      case Standing.NotApplicable(var because, _, _) -> why(because);
      case Standing.Exempt(var exemption) -> ", owner " + exemption.owner();
      case Standing.NotDeterminable(var soFar) ->
          soFar.map(this::whyUnknown).orElse(": no event says when the password was set");
      case Standing.NotChecked(var soFar, _) when soFar.isPresent() ->
          ": too much was not observed" + unobserved(soFar.get().baseline());
      case Standing.NotChecked(_, var next) when next.isPresent() ->
          ": a use that nobody observed leaves no trace";
      case Standing.NotChecked _ when terms.observed().isPresent() ->
          ": a record that nobody observed may have ended what stood";
      case Standing.NotChecked _ -> ": no consumer is known to have run";
    };
  }

  private String whyUnknown(Standing.Counting counting) {
    Baseline baseline = counting.baseline();
    return baseline.from() == Baseline.From.COVERAGE
        ? ", counted from %s %s: what was before it is not known"
            .formatted(words(baseline.from()), baseline.since())
        : ", counted without what was not observed" + unobserved(baseline);
  }

  private String unobserved(Baseline baseline) {
    return terms
        .observed()
        .map(it ->
            ", %s since %s %s"
                .formatted(
                    HorizonView.rough(it.unobserved(baseline.since(), terms.asOf())),
                    words(baseline.from()),
                    baseline.since()))
        .orElse("");
  }

  private static String why(Standing.Because because) {
    return switch (because) {
      case EXTERNAL_IDP -> ": the password is not kept here";
      case SECOND_FACTOR -> ": every sign-in that was seen with this password used one";
      case NO_PASSWORD -> ": no sign-in ever used a password of the store";
      case ENABLED_GRACE -> ": the user was enabled again and had no time to come";
      case DISABLED, DELETED, ENABLED -> "";
    };
  }

  private static String words(Baseline.From from) {
    return switch (from) {
      case ACTIVITY -> "the last activity";
      case AUTHENTICATION -> "the last sign-in";
      case PASSWORD_RESET -> "the last reset";
      case LINK_SENT -> "the last mailed link";
      case FIRST_SIGN_IN -> "the first sign-in";
      case PORTAL_USE -> "the last use of a session";
      case CREATION -> "the creation";
      case COVERAGE -> "the beginning of coverage";
    };
  }
}
