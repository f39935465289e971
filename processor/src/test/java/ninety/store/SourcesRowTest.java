package ninety.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ninety.coverage.Expectations.Expectation;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import ninety.coverage.Span;
import ninety.store.CoverageRows.Home;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The row of the sources: how large it gets, and how what earlier versions wrote is read. */
final class SourcesRowTest {

  private static final int LARGEST = 100 * 1024;
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:07Z");
  private static final Source FRANKFURT = new Source("111122223333", "eu-central-1");
  private static final Home NOBODY = new Home(Optional.empty(), Set.of());

  /**
   * Adversary's W: two accounts and all Regions, each of them silent every day and changed often.
   */
  @Test
  void with_68_sources_that_are_each_silent_500_times_the_row_stays_below_100_kb() {
    Map<Source, Listening> heard = new TreeMap<>();
    Map<Source, Expectation> expected = new TreeMap<>();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Instant from = NOON.plusSeconds(86_400L * i);
      spans.add(new Span(from, from.plusSeconds(7_000)));
    }
    for (int k = 0; k < 68; k++) {
      Source source =
          new Source(
              Optional.of("1111222233" + (10 + k / 34)),
              "ap-southeast-" + (1 + k / 2),
              k % 2 == 0 ? Kind.SCHEDULE : Kind.CLOUDTRAIL);
      heard.put(source, new Listening(spans));
      expected.put(source, new Expectation(spans, Optional.of(NOON)));
    }

    Map<String, AttributeValue> row =
        CoverageRows.withSources(row(Map.of()), changed(Listening.bounded(heard), expected), 1);

    long size = size(AttributeValue.fromM(row));
    System.out.printf("#sources: %,d bytes%n", size);
    assertTrue(size < LARGEST, size + " bytes");
    assertEquals(heard.keySet(), CoverageRows.sources(row(row)).keySet());
  }

  /** Adversary's U: else all counts begin again where a sweep names the account. */
  @Test
  void a_region_alone_is_of_the_only_account_of_which_it_is_expected() {
    Listening before = Listening.at(NOON);
    Map<String, AttributeValue> row =
        CoverageRows.withSources(
            row(Map.of()), changed(Map.of(Source.ofRegion("eu-central-1"), before), Map.of()), 1);
    Source other = new Source("444455556666", "eu-central-1");
    Source elsewhere = new Source("444455556666", "us-east-1");

    assertEquals(
        Map.of(FRANKFURT, before),
        CoverageRows.sources(row(row), new Home(Optional.empty(), Set.of(FRANKFURT, elsewhere))));
    assertEquals(
        Map.of(Source.ofRegion("eu-central-1"), before),
        CoverageRows.sources(row(row), new Home(Optional.empty(), Set.of(FRANKFURT, other))));
    assertEquals(
        Map.of(Source.ofRegion("eu-central-1"), before), CoverageRows.sources(row(row), NOBODY));

    // Also of who only looks, once a sweep stored what it expects.
    Map<String, AttributeValue> swept =
        CoverageRows.withSources(
            row(row),
            changed(Map.of(), Map.of(FRANKFURT, new Expectation(List.of(), Optional.empty()))),
            2);
    assertEquals(Map.of(FRANKFURT, before), CoverageRows.sources(row(swept), NOBODY));
  }

  @Test
  void what_was_expected_is_read_as_it_was_written_and_what_a_newer_version_keeps_there_stays() {
    Expectation over =
        new Expectation(
            List.of(new Span(NOON, NOON.plusSeconds(60))), Optional.of(NOON.plusSeconds(90)));
    Expectation again = new Expectation(over.away(), Optional.empty());
    Map<String, AttributeValue> row =
        new HashMap<>(
            CoverageRows.withSources(row(Map.of()), changed(Map.of(), Map.of(FRANKFURT, over)), 1));
    assertEquals(Map.of(FRANKFURT, over), CoverageRows.expectations(row(row), NOBODY).all());

    Map<String, AttributeValue> newer =
        new HashMap<>(requireNonNull(expected(row).get(FRANKFURT.text())).m());
    newer.put("tomorrow", AttributeValue.fromS("kept"));
    AttributeValue lake = AttributeValue.fromM(Map.of());
    row.put(
        "expected",
        AttributeValue.fromM(
            Map.of(
                FRANKFURT.text(), AttributeValue.fromM(newer), FRANKFURT.text() + "/lake", lake)));
    row.putAll(CoverageRows.withSources(row(row), changed(Map.of(), Map.of(FRANKFURT, again)), 2));

    assertEquals(Map.of(FRANKFURT, again), CoverageRows.expectations(row(row), NOBODY).all());
    assertEquals(
        AttributeValue.fromS("kept"),
        requireNonNull(expected(row).get(FRANKFURT.text())).m().get("tomorrow"));
    assertEquals(lake, expected(row).get(FRANKFURT.text() + "/lake"));
  }

  /** A second account is expected in the Region later: the gaps of before must not be forgotten. */
  @Test
  void a_region_alone_is_settled_under_its_account_when_it_is_known_and_stays_there() {
    Source alone = Source.ofRegion("eu-central-1");
    Source other = new Source("444455556666", "eu-central-1");
    Listening early = Listening.at(NOON);
    Listening late = Listening.at(NOON.plusSeconds(86_400));
    Span away = new Span(NOON.minusSeconds(7_200), NOON.minusSeconds(60));
    Expectation expected = new Expectation(List.of(away), Optional.empty());
    Map<String, AttributeValue> row =
        CoverageRows.withSources(
            row(Map.of()),
            changed(Map.of(alone, early, FRANKFURT, late), Map.of(alone, expected)),
            1);
    Instant now = NOON.plusSeconds(86_400);

    Map<String, AttributeValue> settled =
        expecting(row, new Home(Optional.empty(), Set.of(FRANKFURT)), Set.of(FRANKFURT), now);
    assertEquals(Map.of(FRANKFURT, early.join(late)), CoverageRows.sources(row(settled)));
    Map<String, AttributeValue> both =
        expecting(
            settled,
            new Home(Optional.empty(), Set.of(FRANKFURT, other)),
            Set.of(FRANKFURT, other),
            now);
    assertEquals(
        Map.of(FRANKFURT, early.join(late), other, Listening.at(now)),
        CoverageRows.sources(row(both)));
    assertEquals(expected, CoverageRows.expectations(row(both), NOBODY).all().get(FRANKFURT));
    assertTrue(
        CoverageRows.expecting(row(both), NOBODY, expecting(Set.of(FRANKFURT, other), now))
            .isNothing());
  }

  private static Map<String, AttributeValue> expecting(
      Map<String, AttributeValue> row, Home home, Set<Source> sources, Instant now) {
    return CoverageRows.withSources(
        row(row), CoverageRows.expecting(row(row), home, expecting(sources, now)), 2);
  }

  private static Expecting expecting(Set<Source> sources, Instant now) {
    return new Expecting(sources, now, Optional.of(now));
  }

  private static CoverageRows.Changed changed(
      Map<Source, Listening> heard, Map<Source, Expectation> expected) {
    return new CoverageRows.Changed(heard, expected, Set.of());
  }

  private static Map<String, AttributeValue> expected(Map<String, AttributeValue> row) {
    return row(row).map("expected").orElseThrow().attributes();
  }

  private static Fields row(Map<String, AttributeValue> attributes) {
    return new Fields("row #sources", attributes);
  }

  /** As DynamoDB counts. */
  private static long size(AttributeValue value) {
    if (value.hasM()) {
      return 3
          + value.m().entrySet().stream()
              .mapToLong(entry -> 1 + entry.getKey().length() + size(entry.getValue()))
              .sum();
    }
    if (value.hasL()) {
      return 3 + value.l().stream().mapToLong(each -> 1 + size(each)).sum();
    }
    return value.s() != null ? value.s().length() : 21;
  }
}
