package ninety.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import ninety.coverage.Attestation;
import ninety.coverage.Attestations;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Doubts;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.coverage.TamperingHistory;
import ninety.coverage.Tamperings;
import ninety.finding.Alert;
import ninety.finding.Notice;
import ninety.finding.Transition;
import ninety.sweep.Places;

/** What mutants of the coverage are made of. */
final class Others {

  private Others() {}

  /** What is read of the coverage is a little otherwise. */
  static CoverageLog reading(Places places, UnaryOperator<Coverage> other) {
    return new Altered.Logging(places.coverage()) {
      @Override
      public Coverage read() {
        return other.apply(super.read());
      }
    };
  }

  static Coverage with(Coverage coverage, Coverage.Stated stated, Doubts doubts) {
    return new Coverage(
        coverage.from(),
        coverage.read(),
        stated,
        coverage.lost(),
        doubts,
        coverage.shards(),
        coverage.sources());
  }

  /** What was ever said, whether it was taken back or not. */
  static Coverage.Stated ever(Attestations said) {
    return new Coverage.Stated(
        spans(said, Attestation.What.COMPLETE), spans(said, Attestation.What.LOST));
  }

  private static List<Span> spans(Attestations said, Attestation.What what) {
    return said.all().stream().filter(it -> it.what() == what).map(Attestation::span).toList();
  }

  /** What was changed on the way is taken for something else. */
  static Places changed(Places places, UnaryOperator<String> other) {
    Tamperings tamperings =
        new Tamperings() {
          @Override
          public TamperingHistory read() {
            TamperingHistory known = places.tamperings().read();
            return TamperingHistory.of(
                known.listed().stream()
                    .map(it ->
                        new Tampering(
                            it.proof(),
                            it.actor(),
                            it.target().map(other),
                            it.account(),
                            it.region()))
                    .toList(),
                known.beyond());
          }

          @Override
          public void note(Tampering change) {
            places.tamperings().note(change);
          }
        };
    return new Places(
        places.dossiers(),
        places.dueUsers(),
        places.rearming(),
        places.coverage(),
        places.feedWatches(),
        places.exemptions(),
        places.attestations(),
        places.undelivered(),
        places.notices(),
        places.policyLog(),
        places.directoryChanges(),
        tamperings,
        places.reconciliations(),
        places.directory(),
        places.format(),
        places.alerts());
  }

  /** Some notices are never composed. */
  static Places saying(Places places, Predicate<Notice> which) {
    return Altered.composing(
        places,
        new Altered.Composing(places.format()) {
          @Override
          public Optional<Alert> compose(Transition transition) {
            return super.compose(transition)
                .filter(_ -> !(transition instanceof Notice notice) || which.test(notice));
          }
        });
  }
}
