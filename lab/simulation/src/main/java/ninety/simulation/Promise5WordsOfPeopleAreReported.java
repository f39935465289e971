package ninety.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import ninety.coverage.Attestation;
import ninety.finding.Notice;

/** What somebody says of the coverage is reported, and that it was taken back; nothing else is. */
final class Promise5WordsOfPeopleAreReported implements Promise {

  private final World world;
  private final Set<UUID> ids = new HashSet<>();
  private final Set<String> reported = new HashSet<>();

  Promise5WordsOfPeopleAreReported(World world) {
    this.world = world;
  }

  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    if (!(world.words().notice(delivered.body()).orElse(null)
            instanceof Notice.OfAttestation notice)
        || !ids.add(delivered.id())) {
      return;
    }
    Attestation said = notice.attestation();
    String step = notice.stepLabel() + " " + said.id();
    check(reported.add(step), () -> "%s is reported under two ids".formatted(step));
    check(
        world.attesting().words().stream()
            .anyMatch(it ->
                it.id().equals(said.id())
                    && it.complete() == (said.what() == Attestation.What.COMPLETE)
                    && it.time().from().equals(said.span().from())
                    && it.time().to().equals(said.span().to())
                    && (it.takenBack() || !(notice instanceof Notice.AttestationRevoked))),
        () -> "nobody said so: %s".formatted(notice));
  }

  @Override
  public void atRest() {
    for (Operator.Word word : world.attesting().words()) {
      check(
          reported.contains((word.complete() ? "attested " : "loss-recorded ") + word.id()),
          () -> "never reported: %s".formatted(word));
      check(
          word.takenBack() == reported.contains("attestation-revoked " + word.id()),
          () -> "taken back, and reported as such or not: %s".formatted(word));
    }
  }
}
