package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.coverage.Gaps;
import ninety.coverage.Source;
import ninety.coverage.Span;
import org.junit.jupiter.api.Test;

final class KnownGapsTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T08:00:00Z");

  /** Else a sweep would decide on it again and again. */
  @Test
  void what_was_reported_is_never_missing() {
    Seeds.each(
        200,
        random -> {
          KnownGaps known = KnownGaps.NOTHING;
          for (int look = 0; look < 4; look++) {
            Gaps gaps = gaps(random);
            known = known.with(gaps);
            assertEquals(List.of(), known.missing(gaps, List.of()), gaps::toString);
          }
        });
  }

  /** An earlier sweep did not know of which account the Region is. */
  @Test
  void what_was_reported_of_a_region_alone_is_reported_of_its_only_account() {
    Source own = new Source("111122223333", "eu-central-1");
    Source others = new Source("444455556666", "eu-central-1");
    Span gap = new Span(DAY_0, DAY_0.plus(Duration.ofHours(9)));
    Gaps.Silences silences =
        new Gaps.Silences(new Span(DAY_0, gap.to().plusSeconds(60)), List.of(gap));
    KnownGaps known =
        KnownGaps.NOTHING.with(gaps(Map.of(Source.ofRegion("eu-central-1"), silences)));

    assertEquals(List.of(), known.missing(gaps(Map.of(own, silences)), List.of()));
    // Of which of two it was nobody knows.
    assertEquals(
        List.of(gap), known.missing(gaps(Map.of(own, silences, others, silences)), List.of()));
    assertEquals(
        List.of(gap),
        known.missing(gaps(Map.of(own.as(Source.Kind.CLOUDTRAIL), silences)), List.of()));
  }

  private static Gaps gaps(Map<Source, Gaps.Silences> sources) {
    return new Gaps(sources, List.of(), List.of());
  }

  private static Gaps gaps(RandomGenerator random) {
    Map<Source, Gaps.Silences> silent = new TreeMap<>();
    for (String region : List.of("eu-central-1", "us-east-1")) {
      silent.put(
          new Source("111122223333", region), new Gaps.Silences(span(random), spans(random)));
    }
    List<Span> mended = spans(random);
    silent.replaceAll((_, it) -> new Gaps.Silences(it.heard(), Span.without(it.gaps(), mended)));
    return new Gaps(silent, Span.without(spans(random), mended), mended);
  }

  private static List<Span> spans(RandomGenerator random) {
    List<Span> spans = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      spans.add(span(random));
    }
    return spans;
  }

  private static Span span(RandomGenerator random) {
    Instant from = DAY_0.plus(Duration.ofMinutes(random.nextInt(3_000)));
    return new Span(from, from.plus(Duration.ofMinutes(1 + random.nextInt(600))));
  }
}
