package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.finding.Alert;
import ninety.finding.Notice;
import ninety.finding.UnknownPopulation;
import ninety.format.OcsfFormat.Setting;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 12: what is said while nobody ever read the directory's list, and after that. */
final class PopulationAlertsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant SWEPT = Instant.parse("2026-06-01T08:15:02.118Z");
  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));
  private static final OcsfFormat KNOWING_LITTLE =
      new OcsfFormat(new Setting("aws-us-gov", Optional.empty(), Optional.empty(), "0.1.0"));

  /** One of each, by names for the documents. */
  static Map<String, Notice> all() {
    return of(Optional.of("d-9067642ac7"));
  }

  private static Map<String, Notice> of(Optional<String> store) {
    UnknownPopulation unknown = new UnknownPopulation(SWEPT, store);
    Map<String, Notice> all = new LinkedHashMap<>();
    all.put("population-unknown", new Notice.PopulationUnknown(unknown));
    all.put(
        "population-known",
        new Notice.PopulationKnown(
            unknown,
            new Reconciliation(
                SWEPT.plusSeconds(421),
                new IdentityStoreId("d-9067642ac7"),
                4812,
                Map.of(Difference.CREATED, 4790L, Difference.DISABLED, 3L),
                0),
            SWEPT.plusSeconds(900)));
    return all;
  }

  @Test
  void every_step_is_what_ocsf_allows_and_the_same_each_time() {
    for (Optional<String> store : List.of(Optional.of("d-9067642ac7"), Optional.<String>empty())) {
      of(store)
          .forEach((name, notice) -> {
            Alert alert = OCSF.compose(notice).orElseThrow();
            assertEquals(List.of(), OcsfSchema.faults(alert.body()), name);
            assertEquals(
                List.of(), OcsfSchema.faults(KNOWING_LITTLE.compose(notice).orElseThrow().body()));
            assertEquals(Optional.of(alert), OCSF.compose(notice));
            assertEquals(notice.alertId(), alert.id());
            assertEquals(notice.findingUid(), alert.finding());
            assertEquals(notice.sequence(), read(alert).at("/metadata/sequence").asInt());
            assertEquals(name, read(alert).at("/compliance/status_code").asText());
            assertEquals(name, read(alert).at("/unmapped/level").asText());
            assertEquals("population", read(alert).at("/unmapped/control").asText());
            assertEquals(Optional.empty(), new LegacyFormat().compose(notice));
          });
    }
  }

  /** That everybody is known passes nobody. */
  @ParameterizedTest
  @CsvSource({
    "population-unknown, 1, High, New, Warning",
    "population-known, 3, Informational, Resolved, Population Known",
  })
  void a_step_has_these_ids(
      String name, int activity, String severity, String status, String compliance) {
    JsonNode body = read(OCSF.compose(notice(name)).orElseThrow());

    assertEquals(activity, body.at("/activity_id").asInt());
    assertEquals(severity, body.at("/severity").asText());
    assertEquals(status, body.at("/status").asText());
    assertEquals(compliance, body.at("/compliance/status").asText());
  }

  @Test
  void both_are_of_one_finding_that_is_dated_by_the_first_sweep_that_saw_it() {
    assertEquals(
        notice("population-unknown").findingUid(), notice("population-known").findingUid());
    for (Notice notice : all().values()) {
      JsonNode body = read(OCSF.compose(notice).orElseThrow());
      assertEquals(SWEPT.toEpochMilli(), body.at("/finding_info/created_time").asLong());
      assertEquals(SWEPT.toEpochMilli(), body.at("/start_time").asLong());
    }
  }

  /** Stable, since SIEMs keep them. */
  @Test
  void the_ids_are_those_of_the_store_and_the_time() {
    assertEquals(
        "8afd07f7-5702-5719-8c01-965cbce9dcb0",
        notice("population-unknown").findingUid().toString());
    assertEquals(
        "29d12b1a-2340-518b-8e73-7f428881825a", notice("population-unknown").alertId().toString());
  }

  @Test
  void they_say_what_is_not_judged_and_what_to_do() {
    JsonNode unknown = read(OCSF.compose(notice("population-unknown")).orElseThrow());
    JsonNode known = read(OCSF.compose(notice("population-known")).orElseThrow());

    assertEquals(
        "The population of identity store d-9067642ac7 is not known: no list of all its users was"
            + " ever compared with what is watched (PCI DSS 8.2.6, 8.3.9).",
        unknown.at("/message").asText());
    assertEquals(
        "Run ninety import for this identity store, or with a file of all its users"
            + " (docs/day-one.md). Where it is run by a schedule, read what it says"
            + " (docs/runbook.md, The population is not known).",
        unknown.at("/remediation/desc").asText());
    assertEquals(
        "The population of identity store d-9067642ac7 is known: the list of its 4812 users as of"
            + " 2026-06-01T08:22:03Z was compared with what is watched (PCI DSS 8.2.6, 8.3.9).",
        known.at("/message").asText());
    assertEquals(4790, known.at("/unmapped/users_created").asInt());
    assertEquals(4812, known.at("/unmapped/users_listed").asInt());
    assertEquals("2026-06-01T08:22:03.118Z", known.at("/unmapped/listed_at").asText());
  }

  @Test
  void they_are_one_line_for_people_too() {
    assertEquals(
        "High: The population of identity store d-9067642ac7 is not known: no list of all its users"
            + " was ever compared with what is watched (PCI DSS 8.2.6, 8.3.9).",
        new TextFormat().compose(notice("population-unknown")).orElseThrow().body());
  }

  private static Notice notice(String name) {
    return Optional.ofNullable(all().get(name)).orElseThrow();
  }

  private static JsonNode read(Alert alert) {
    try {
      return JSON.readTree(alert.body());
    } catch (JsonProcessingException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
