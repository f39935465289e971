package ninety.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Resolved;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.simulation.Deed.What;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;
import ninety.user.Proof;

/**
 * What a finding counts from and what ends it is proved by a record that says just that: a mailed
 * link is not a password, an enrolment no sign-in with the password alone, and what AWS did not
 * send is nothing at all.
 */
final class Promise9OnlyWhatIsProved implements Promise {

  private final World world;
  private final Map<String, Deed> deeds = new HashMap<>();
  private final Map<SimShard, Integer> known = new HashMap<>();

  Promise9OnlyWhatIsProved(World world) {
    this.world = world;
  }

  @Override
  public void decided(Sweeping sweep, UserTransition transition) {
    Config.Days days = sweep.days;
    if (transition.step() instanceof Resolved(var cause, var proof)) {
      proof.ifPresent(it ->
          check(
              ends(cause, it, days),
              () -> "ended by %s, which %s does not prove: %s".formatted(cause, it, deed(it))));
    }
    if (!SimTable.raised(transition)) {
      return;
    }
    Baseline baseline = transition.finding().baseline();
    baseline
        .proof()
        .ifPresent(it ->
            check(
                begins(baseline.from(), it, days),
                () ->
                    "counted from %s, which %s does not prove: %s"
                        .formatted(baseline.from(), it, deed(it))));
  }

  private boolean begins(Baseline.From from, Proof proof, Config.Days days) {
    Optional<What> what = deed(proof).map(Deed::what);
    return switch (from) {
      case ACTIVITY -> what.filter(it -> it.signsIn() || it == What.USED_PORTAL).isPresent();
      case AUTHENTICATION -> what.filter(What::signsIn).isPresent();
      case PORTAL_USE -> what.filter(it -> it == What.USED_PORTAL).isPresent();
      case PASSWORD_RESET -> what.filter(it -> it == What.NEW_PASSWORD).isPresent();
      case LINK_SENT ->
          days.mailedLinkCounts() && what.filter(it -> it == What.LINK_SENT).isPresent();
      case FIRST_SIGN_IN -> deed(proof).filter(Shown::mailedCodeAlone).isPresent();
      case CREATION -> what.filter(What::creates).isPresent() || remembered(proof);
      case COVERAGE -> false;
    };
  }

  private boolean ends(Cause cause, Proof proof, Config.Days days) {
    Optional<What> what = deed(proof).map(Deed::what);
    Optional<Word> word = word(proof);
    return switch (cause) {
      case ACTIVITY -> what.filter(it -> it.signsIn() || it == What.USED_PORTAL).isPresent();
      case PASSWORD_RESET ->
          what.filter(it ->
                  it == What.NEW_PASSWORD || (it == What.LINK_SENT && days.mailedLinkCounts()))
              .isPresent();
      case CREATED ->
          what.filter(What::creates).isPresent()
              || remembered(proof)
              || deed(proof).filter(Shown::mailedCodeAlone).isPresent();
      // What revoked it again may be a deletion, though the user is only disabled by now.
      case DISABLED ->
          what.filter(it -> it == What.DELETED || it.disables()).isPresent()
              || word.filter(it -> it.there() && !it.enabled()).isPresent();
      case DELETED ->
          what.filter(it -> it == What.DELETED || it.disables()).isPresent()
              || word.filter(it -> !it.there() || !it.enabled()).isPresent();
      case ENABLED, ENABLED_GRACE ->
          what.filter(it -> it.enables() || it.creates()).isPresent()
              || remembered(proof)
              || word.filter(it -> it.there() && it.enabled()).isPresent();
      case NOT_APPLICABLE ->
          deed(proof).filter(it -> it.credentials().contains("EXTERNAL_IDP")).isPresent();
      case NO_PASSWORD -> what.filter(What::creates).isPresent() || remembered(proof);
      case SECOND_FACTOR ->
          deed(proof)
              .filter(it ->
                  it.what() == What.ENROLLED
                      || it.credentials().matches("PASSWORD,(TOTP|WEBAUTHN)")
                      || (days.mailedCodeIsFactor() && it.credentials().contains("EMAIL_OTP")))
              .isPresent();
      case POLICY_CHANGE, RULE_CORRECTED -> true;
    };
  }

  /** The directory remembers when a user was made. */
  private boolean remembered(Proof proof) {
    return word(proof).filter(it -> it.created().isPresent()).isPresent();
  }

  private Optional<Word> word(Proof proof) {
    return world.directory().words.stream()
        .filter(it -> it.id().equals(proof.eventId()))
        .findFirst();
  }

  /** Of those that reached the stream, so nothing that was forged. */
  private Optional<Deed> deed(Proof proof) {
    for (SimShard shard : world.stream().shards()) {
      int from = known.getOrDefault(shard, 0);
      for (Rec rec : shard.records.subList(from, shard.records.size())) {
        if (rec.said() instanceof Said.Did(var deed, _)) {
          deeds.put(deed.id(), deed);
        }
      }
      known.put(shard, shard.records.size());
    }
    return Optional.ofNullable(deeds.get(proof.eventId()));
  }
}
