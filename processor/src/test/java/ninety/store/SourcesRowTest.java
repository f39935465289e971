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
        CoverageRows.withSources(row(Map.of()), Listening.bounded(heard), expected, 1);

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
            row(Map.of()), Map.of(Source.ofRegion("eu-central-1"), before), Map.of(), 1);
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
            row(row), Map.of(), Map.of(FRANKFURT, new Expectation(List.of(), Optional.empty())), 2);
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
            CoverageRows.withSources(row(Map.of()), Map.of(), Map.of(FRANKFURT, over), 1));
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
    row.putAll(CoverageRows.withSources(row(row), Map.of(), Map.of(FRANKFURT, again), 2));

    assertEquals(Map.of(FRANKFURT, again), CoverageRows.expectations(row(row), NOBODY).all());
    assertEquals(
        AttributeValue.fromS("kept"),
        requireNonNull(expected(row).get(FRANKFURT.text())).m().get("tomorrow"));
    assertEquals(lake, expected(row).get(FRANKFURT.text() + "/lake"));
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
