package ninety.format;

import static ninety.format.OcsfBodies.FORMAT;
import static ninety.format.OcsfBodies.HERE;
import static ninety.format.OcsfBodies.KNOWING_LITTLE;
import static ninety.format.OcsfBodies.SILENT;
import static ninety.format.OcsfBodies.body;
import static ninety.format.OcsfBodies.read;
import static ninety.format.OcsfBodies.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import ninety.finding.FeedTransition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is reported of the feed: that it is silent, since when, and where the way is cut. */
final class OcsfFeedAlertsTest {

  static Stream<Silence> silences() {
    return Stream.concat(
        Stream.of(Silence.of(new Horizon.None())), everything_that_holds_back().map(Silence::of));
  }

  private static Stream<Holder> everything_that_holds_back() {
    return Stream.of(
        new Holder.Allowance(),
        new Holder.Shard("shardId-000000000003"),
        new Holder.Source(Source.ofRegion("us-east-1")),
        new Holder.Source(HERE, true),
        new Holder.Source(HERE.as(Kind.CLOUDTRAIL), true),
        new Holder.Source(HERE.as(Kind.CLOUDTRAIL), false),
        new Holder.Source(new Source(Optional.empty(), "eu-west-1", Kind.REPLICA)));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void every_silence_and_its_end_are_valid(Silence any) {
    for (Optional<String> store : List.of(Optional.of("d-9067f2a1c4"), Optional.<String>empty())) {
      List<FeedTransition> silence =
          Stream.concat(any.store(store).begin().stream(), any.store(store).end().stream())
              .toList();

      assertEquals(6, silence.size());
      for (FeedTransition transition : silence) {
        assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, transition)));
        assertEquals(List.of(), OcsfSchema.faults(text(KNOWING_LITTLE, transition)));
      }
    }
  }

  /** S5, S6. */
  @Test
  void a_gap_that_is_over_and_users_who_are_left_are_valid_and_say_how_many() {
    List<FeedTransition> past = Silence.past(Silence.LEFT);
    List<FeedTransition> left = Silence.of(SILENT).left();
    Stream.of(past, left, Silence.past(Silence.NOBODY))
        .flatMap(List::stream)
        .forEach(step -> assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, step))));

    JsonNode body = body(left.getFirst());
    assertEquals("still-not-checked", body.at("/compliance/status_code").asText());
    assertEquals(2, body.at("/activity_id").asInt());
    assertEquals(2, body.at("/metadata/sequence").asInt());
    assertEquals(2, body.at("/unmapped/users_not_checked").asInt());
    assertEquals(
        "The feed was not observed from 2026-08-29T23:41:12Z to 2026-08-30T06:20:03Z, and 2"
            + " users are still not checked (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals(
        "The inactivity of users was not checked from 2026-08-29T23:41:12Z to"
            + " 2026-08-30T06:19:03Z: the feed was not observed (PCI DSS 8.2.6).",
        body(past.getFirst()).at("/message").asText());
    // Of revoked access nobody is left: it is over in the same look.
    assertEquals(
        List.of("not-checked", "not-checked", "not-checked", "resolved"),
        past.stream().map(step -> step.step().label()).toList());
  }

  @Test
  void an_open_finding_says_where_the_way_is_cut_now() {
    List<FeedTransition> elsewhere =
        Silence.of(new Holder.Shard("shardId-000000000003"))
            .elsewhere(new Holder.Source(HERE.as(Kind.CLOUDTRAIL), true));

    assertEquals(3, elsewhere.size());
    elsewhere.forEach(step -> assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, step))));
    JsonNode body = body(elsewhere.getFirst());
    assertEquals("still-not-checked", body.at("/compliance/status_code").asText());
    assertEquals(2, body.at("/metadata/sequence").asInt());
    assertEquals("cloudtrail", body.at("/unmapped/sign_of_life").asText());
    assertEquals("arrives", body.at("/unmapped/other_sign_of_life").asText());
    String message = body.at("/message").asText();
    assertTrue(
        message.startsWith(
            "The inactivity of users is still not checked: no CloudTrail record of our own call"),
        message);
    assertTrue(body.at("/remediation/desc").asText().contains("a trail of management events"));
  }

  @Test
  void users_whom_gaps_hide_later_are_a_finding_that_names_the_gaps() {
    List<FeedTransition> hiding = Silence.hiding();

    assertEquals(2, hiding.size());
    hiding.forEach(step -> assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, step))));
    JsonNode body = body(hiding.getFirst());
    assertEquals("not-checked", body.at("/compliance/status_code").asText());
    assertEquals(
        "The inactivity of users is not checked of 2 users: too much of it lies in gaps (PCI DSS"
            + " 8.2.6).",
        body.at("/message").asText());
    assertEquals(2, body.at("/unmapped/users_not_checked").asInt());
    assertEquals(
        "2026-08-29T23:41:12.000Z/2026-08-30T06:19:03.114Z",
        body.at("/unmapped/unobserved/0").asText());
    assertTrue(
        body.at("/compliance/status_details/0")
            .asText()
            .startsWith(
                "The feed was not observed from 2026-08-29T23:41:12Z to 2026-08-30T06:19:03Z."),
        () -> body.toString());
  }

  @Test
  void a_silence_names_the_identity_store_and_what_holds_back() {
    JsonNode begin = body(Silence.of(SILENT).begin().getFirst());
    JsonNode end = body(Silence.of(SILENT).end().getFirst());

    assertEquals(
        "The inactivity of users has not been checked since 2026-08-29T23:41:12Z: no heartbeat"
            + " arrives from Region us-east-1 (PCI DSS 8.2.6).",
        begin.at("/message").asText());
    assertEquals("d-9067f2a1c4", begin.at("/resources/0/uid").asText());
    assertEquals("AWS::IdentityStore::IdentityStore", begin.at("/resources/0/type").asText());
    assertEquals(
        "arn:aws:identitystore::111122223333:identitystore/d-9067f2a1c4",
        begin.at("/resources/0/uid_alt").asText());
    assertEquals("2026-08-29T23:41:12.000Z", begin.at("/start_time_dt").asText());
    assertEquals("source", begin.at("/unmapped/held_back_by").asText());
    assertEquals("us-east-1", begin.at("/unmapped/source_region").asText());
    assertEquals("60", begin.at("/compliance/control_parameters/0/value").asText());
    assertEquals(
        "The inactivity of users is checked again; it had not been checked since"
            + " 2026-08-29T23:41:12Z (PCI DSS 8.2.6).",
        end.at("/message").asText());
    assertEquals(begin.at("/finding_info/uid").asText(), end.at("/finding_info/uid").asText());
    assertEquals(2, end.at("/metadata/sequence").asInt());
    assertTrue(end.at("/remediation").isMissingNode());
    for (JsonNode body : List.of(begin, end)) {
      assertTrue(body.at("/evidences").isMissingNode());
      assertFalse(body.toString().contains("AWS::IdentityStore::User"));
    }
  }

  /** S1: where it is cut. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CLOUDTRAIL|true|no CloudTrail record of our own call arrives from Region eu-central-1 of"
            + " account 111122223333, though the scheduled heartbeat does: the trail is cut off, or"
            + " the rule for its records, which those of users come by too|see that a trail of"
            + " management events exists, logs, and logs read events too; that the rule for events"
            + " (its name ends in -events) is there and enabled for read events too, with its"
            + " pattern and its target",
        "CLOUDTRAIL|false|nothing arrives from Region eu-central-1 of account 111122223333, neither"
            + " the scheduled heartbeat nor a CloudTrail record of our own call|Look at the"
            + " EventBridge rules of",
        "SCHEDULE|true|no scheduled heartbeat arrives from Region eu-central-1 of account"
            + " 111122223333, though CloudTrail's records of our own calls do: the rule that sends"
            + " heartbeats is cut off|the one that sends heartbeats",
        "SCHEDULE|false|no heartbeat arrives from Region eu-central-1 of account 111122223333|the"
            + " one that sends heartbeats",
        "REPLICA|false|the instance is replicated in Region eu-central-1, and nothing listens there"
            + "|modules/forwarding",
      })
  void a_silence_says_where_the_way_is_cut(
      Kind kind, boolean otherComes, String why, String remedy) {
    JsonNode body =
        body(Silence.of(new Holder.Source(HERE.as(kind), otherComes)).begin().getFirst());

    assertEquals(
        "The inactivity of users has not been checked since 2026-08-29T23:41:12Z: "
            + why
            + " (PCI DSS 8.2.6).",
        body.at("/message").asText());
    String desc = body.at("/remediation/desc").asText();
    assertTrue(desc.contains(remedy), desc);
    assertEquals("111122223333", body.at("/unmapped/source_account").asText());
    assertEquals(kind.label(), body.at("/unmapped/sign_of_life").asText());
    assertEquals(
        otherComes ? "arrives" : "missing", body.at("/unmapped/other_sign_of_life").asText());
  }

  @Test
  void where_nothing_was_ever_processed_no_instant_is_made_up() {
    String text = text(FORMAT, Silence.of(new Horizon.None()).begin().getFirst());

    assertFalse(text.contains("1970"), text);
    assertEquals(
        "The inactivity of users is not checked: no consumer is known to have run (PCI DSS 8.2.6).",
        read(text).at("/message").asText());
  }
}
