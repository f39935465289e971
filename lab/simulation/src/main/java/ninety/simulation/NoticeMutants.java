package ninety.simulation;

import java.util.List;
import java.util.Optional;
import ninety.coverage.Coverage;
import ninety.finding.Alert;
import ninety.finding.Notice;
import ninety.finding.Transition;
import ninety.simulation.Altered.Composing;
import ninety.sweep.Places;

/** Bugs in what becomes of what people do: exemptions, attestations, and changes of our own way. */
enum NoticeMutants implements Mutant {
  /** Exemptions are added and taken back without a word. */
  EXEMPTIONS_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.composing(
          places,
          new Composing(places.format()) {
            @Override
            public Optional<Alert> compose(Transition transition) {
              return super.compose(transition).filter(_ -> !(transition instanceof Notice));
            }
          });
    }
  },

  /** An attestation that was taken back counts all the same. */
  REVOKED_ATTESTATION_COUNTS {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it -> Others.with(it, Others.ever(world.table().attestations.read()), it.doubts())));
    }
  },

  /** An attestation is reported, and mends nothing. */
  ATTESTED_TIME_NOT_COUNTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it ->
                  Others.with(
                      it, new Coverage.Stated(List.of(), it.stated().lost()), it.doubts())));
    }
  },

  /** A loss that somebody records is not a gap. */
  RECORDED_LOSS_NOT_COUNTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it ->
                  Others.with(
                      it, new Coverage.Stated(it.stated().complete(), List.of()), it.doubts())));
    }
  },

  /** What people say of the coverage is reported to nobody. */
  ATTESTATIONS_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.OfAttestation));
    }
  },

  /** That our own way was changed is noted and reported to nobody. */
  TAMPERING_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.Tampered));
    }
  },

  /** That it is over is reported to nobody. */
  TAMPERING_NEVER_OVER {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.TamperingOver));
    }
  },

  /** A rule of tampering is thought to carry signs of life, as those of events do. */
  TAMPERING_RULE_SHOWN_BY_OTHERS {
    @Override
    public Places places(Places places, World world) {
      return Others.changed(
          places,
          target ->
              target.contains("-tampering")
                  ? target.substring(0, target.indexOf("-tampering")) + "-events"
                  : target);
    }
  },

  /** Any key is thought to be on the way of the events. */
  EVERY_KEY_SHOWN_BY_OTHERS {
    @Override
    public Places places(Places places, World world) {
      return Others.changed(
          places, target -> target.equals(Story.OTHER_KEY) ? Wire.DATA_KEY_ID : target);
    }
  };
}
