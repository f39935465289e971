package ninety.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Attestation;
import ninety.coverage.Doubt;
import ninety.coverage.Tampering;
import ninety.exemption.Exemption;
import ninety.user.Proof;
import ninety.user.Reconciliation;

/** A report to the reader of alerts on something besides what becomes of users and the feed. */
public sealed interface Notice extends Transition {

  @Override
  default UUID alertId() {
    return Ids.alert(findingUid(), stepLabel());
  }

  /** A step of an exemption: the finding is the exemption itself. */
  sealed interface OfExemption extends Notice {

    Exemption exemption();

    @Override
    default UUID findingUid() {
      return Ids.exempting(exemption());
    }
  }

  /** An exemption was added. */
  record Exempted(Exemption exemption, Instant time) implements OfExemption {
    @Override
    public String stepLabel() {
      return "exempted";
    }

    @Override
    public int sequence() {
      return 1;
    }
  }

  /** An exemption was taken back before its end. */
  record ExemptionRemoved(Exemption exemption, Exemption.Removal removal, Instant time)
      implements OfExemption {
    @Override
    public String stepLabel() {
      return "exemption-removed";
    }

    @Override
    public int sequence() {
      return 2;
    }
  }

  /** The end of an exemption has come. */
  record ExemptionEnded(Exemption exemption, Instant time) implements OfExemption {
    @Override
    public String stepLabel() {
      return "exemption-ended";
    }

    @Override
    public int sequence() {
      return 2;
    }
  }

  /**
   * The directory takes its users from elsewhere since then: those of before vanish without an
   * event that says so.
   *
   * @param store the identity store that is watched
   */
  record IdentitySourceChanged(Proof change, Optional<String> store, Instant time)
      implements Notice {
    @Override
    public UUID findingUid() {
      return Ids.identitySource(change);
    }

    @Override
    public String stepLabel() {
      return "identity-source-changed";
    }

    @Override
    public int sequence() {
      return 1;
    }
  }

  /** A step of a change of our own way: the finding is the call. */
  sealed interface OfTampering extends Notice {

    Tampering tampering();

    @Override
    default UUID findingUid() {
      return tampering().finding();
    }

    @Override
    default UUID alertId() {
      return tampering().alertId(stepLabel());
    }

    /** The number of times that it could have been reported: once, and again for each call. */
    default int round() {
      return tampering().further().map(it -> it.calls().size() + 1).orElse(1);
    }
  }

  /**
   * The way on which events come was changed.
   *
   * @param shown whether signs of life are expected that can show that it is whole again
   */
  record Tampered(Tampering tampering, boolean shown, Instant time) implements OfTampering {
    @Override
    public String stepLabel() {
      return "tampering";
    }

    @Override
    public int sequence() {
      return 2 * round() - 1;
    }
  }

  /** A step of an attestation: the finding is the attestation itself. */
  sealed interface OfAttestation extends Notice {

    Attestation attestation();

    /** The identity store that is watched. */
    Optional<String> store();

    @Override
    default UUID findingUid() {
      return Ids.attesting(attestation());
    }
  }

  /** Somebody said that nothing was missed in a time, or that something was. */
  record Attested(Attestation attestation, Optional<String> store, Instant time)
      implements OfAttestation {
    @Override
    public String stepLabel() {
      return switch (attestation.what()) {
        case COMPLETE -> "attested";
        case LOST -> "loss-recorded";
      };
    }

    @Override
    public int sequence() {
      return 1;
    }
  }

  /** The way is whole again, or was never cut. */
  record TamperingOver(Tampering tampering, Tampering.End end, Instant time)
      implements OfTampering {
    @Override
    public String stepLabel() {
      return "resolved";
    }

    @Override
    public int sequence() {
      return 2 * round();
    }
  }

  /** The attestation was taken back. */
  record AttestationRevoked(
      Attestation attestation,
      Attestation.Revocation revocation,
      Optional<String> store,
      Instant time)
      implements OfAttestation {
    @Override
    public String stepLabel() {
      return "attestation-revoked";
    }

    @Override
    public int sequence() {
      return 2;
    }
  }

  /** The reports on a change of our own way: that it was, and that it is over. */
  static Stream<Notice> of(
      Tampering tampering, boolean shown, Optional<Tampering.End> end, Instant now) {
    return Stream.concat(
        Stream.of(new Tampered(tampering, shown, now)),
        end.map(how -> new TamperingOver(tampering, how, now)).stream());
  }

  /** A step of a time in which events could not be delivered. */
  sealed interface OfDoubt extends Notice {

    Doubt doubt();

    /** The identity store that is watched. */
    Optional<String> store();

    @Override
    default UUID findingUid() {
      return Ids.doubt(doubt(), store());
    }
  }

  /** There are events that could not be delivered. */
  record InDoubt(Doubt doubt, Optional<String> store, Instant time) implements OfDoubt {
    @Override
    public String stepLabel() {
      return "in-doubt";
    }

    @Override
    public int sequence() {
      return 1;
    }
  }

  /** There are none any more, in whatever way. */
  record DoubtOver(Doubt doubt, Doubt.How how, Optional<String> store, Instant time)
      implements OfDoubt {
    @Override
    public String stepLabel() {
      return "in-doubt-over";
    }

    @Override
    public int sequence() {
      return 2;
    }
  }

  /** A step of the finding that the population is not known. */
  sealed interface OfPopulation extends Notice {

    UnknownPopulation population();

    @Override
    default UUID findingUid() {
      return Ids.population(population());
    }
  }

  /** No list of the whole directory was ever compared with the table. */
  record PopulationUnknown(UnknownPopulation population) implements OfPopulation {
    @Override
    public String stepLabel() {
      return "population-unknown";
    }

    @Override
    public int sequence() {
      return 1;
    }

    @Override
    public Instant time() {
      return population.noticed();
    }
  }

  /**
   * One was.
   *
   * @param by the comparison, the latest that was written to its end
   */
  record PopulationKnown(UnknownPopulation population, Reconciliation by, Instant time)
      implements OfPopulation {
    @Override
    public String stepLabel() {
      return "population-known";
    }

    @Override
    public int sequence() {
      return 2;
    }
  }

  /**
   * The report that is due on the population, if one is: that it is not known, or that it is.
   *
   * @param open what is reported of it by now
   * @param list the latest list of the watched store that was compared to its end
   */
  static Optional<Notice> of(
      Optional<UnknownPopulation> open,
      Optional<Reconciliation> list,
      Optional<String> store,
      Instant now) {
    if (open.isPresent()) {
      return list.map(by -> new PopulationKnown(open.get(), by, now));
    }
    return list.isPresent()
        ? Optional.empty()
        : Optional.of(new PopulationUnknown(new UnknownPopulation(now, store)));
  }

  /** The reports on an attestation: that it was made, and that it was taken back. */
  static Stream<Notice> of(Attestation attestation, Optional<String> store, Instant now) {
    return Stream.concat(
        Stream.of(new Attested(attestation, store, now)),
        attestation.revoked().stream()
            .map(removal -> new AttestationRevoked(attestation, removal, store, now)));
  }

  /** The reports on a doubt: that there is one, and that it is over. */
  static Stream<Notice> of(Doubt doubt, Optional<String> store, Instant now) {
    return Stream.concat(
        Stream.of(new InDoubt(doubt, store, now)),
        doubt.ended().stream().map(how -> new DoubtOver(doubt, how, store, now)));
  }

  /**
   * The reports on an exemption that were not made: that it was added, and that it is over, each
   * once. Of one that was over before anything was ever reported of exemptions: nothing.
   *
   * @param reported the ids of alerts that arrived or are on their way
   * @param asOf the instant for which users are judged: an end by time is reported as it begins to
   *     count
   */
  static List<Notice> of(Exemption exemption, Set<UUID> reported, Instant asOf, Instant now) {
    Notice added = new Exempted(exemption, now);
    Notice ended = new ExemptionEnded(exemption, now);
    Notice over =
        exemption
            .removed()
            .<Notice>map(removal -> new ExemptionRemoved(exemption, removal, now))
            .orElse(ended);
    boolean holds = exemption.holds(asOf);
    boolean old = exemption.lastCounted().isEmpty() && !reported.contains(added.alertId());
    if (old && !holds) {
      return List.of();
    }
    // An end by time is final, though a removal by a clock that is behind or a horizon that steps
    // back may come after it.
    boolean closed = reported.contains(over.alertId()) || reported.contains(ended.alertId());
    return Stream.of(added, over)
        .filter(notice -> !reported.contains(notice.alertId()))
        .filter(notice -> notice.equals(added) || (!holds && !closed))
        .toList();
  }

  /** The ids of all alerts that there could ever be of an exemption. */
  static List<UUID> ids(Exemption exemption) {
    UUID finding = Ids.exempting(exemption);
    return Stream.of("exempted", "exemption-removed", "exemption-ended")
        .map(step -> Ids.alert(finding, step))
        .toList();
  }
}
