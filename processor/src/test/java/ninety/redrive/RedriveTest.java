package ninety.redrive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.ingest.EventStream;
import ninety.ingest.Letter;
import ninety.stream.Table;
import ninety.user.Facts;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/** What was given up comes back, and is deleted only after it did. */
final class RedriveTest {

  private static final UserId MARA = Facts.user(1);
  private static final UserId JON = Facts.user(2);
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");

  private final Given given = new Given();

  @Test
  void a_record_that_is_understood_now_comes_into_the_table_and_its_message_is_deleted() {
    given.parked(signIn(MARA), "field-missing");

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("observed sign-in", 1L), redriven.arrived());
    assertTrue(redriven.complete());
    assertEquals(Optional.of(MONDAY), activity(MARA));
    assertEquals(List.of(), given.queue.all());
  }

  @Test
  void a_record_in_base64_is_read_as_it_came() {
    given.queue.put(
        Given.inBase64(signIn(MARA).getBytes(StandardCharsets.UTF_8), "field-missing"),
        Map.of("reason", "field-missing"));

    given.run(given.intoTable());

    assertEquals(Optional.of(MONDAY), activity(MARA));
  }

  @Test
  void a_record_that_concerns_nobody_now_is_counted_and_deleted() {
    given.parked(
        signIn(MARA).replace("UserAuthentication\":\"Success", "UserAuthentication\":\"Failure"),
        "field-missing");

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("ignored not-successful", 1L), redriven.arrived());
    assertEquals(List.of(), given.queue.all());
    assertEquals(Map.of(), given.kept());
  }

  @Test
  void what_fails_for_the_same_reason_stays_the_very_message_that_it_was() {
    String id = given.parked("{", "not-json");
    String text = given.queue.all().getFirst().text();

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("not-json", 1L), redriven.stayed());
    assertEquals(0, redriven.renewed());
    assertFalse(redriven.complete());
    assertEquals(id, given.queue.all().getFirst().id());
    assertEquals(text, given.queue.all().getFirst().text());
    assertEquals(1, given.queue.visible(), "it is shown to others again");
  }

  @Test
  void what_fails_for_another_reason_stays_under_that_and_is_as_old_as_before() {
    given.accounts = Set.of("999988887777");
    given.parked(signIn(MARA), "field-missing");
    given.queue.forward(Duration.ofDays(3));

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("untrusted-source", 1L), redriven.stayed());
    assertEquals(1, redriven.renewed());
    Letter left = given.queue.all().getFirst();
    assertEquals(1, given.queue.all().size());
    assertEquals(Optional.of("untrusted-source"), left.reason());
    assertEquals(Optional.of(Given.SHARD), left.attribute(Letter.SHARD));
    assertEquals(Given.NOON, left.since());
    assertTrue(left.text().contains("\"reason\":\"untrusted-source\""), left.text());
    assertTrue(left.text().contains("\"sequenceNumber\":\"49571\""), left.text());
    assertFalse(left.text().contains("It was so."), left.text());
  }

  /** Promise 9: else whoever forgets to name the accounts lets in all that they kept out. */
  @Test
  void what_was_not_trusted_is_not_trusted_because_nobody_says_whom_to_trust() {
    given.parked(signIn(MARA), "untrusted-source");

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("untrusted-source", 1L), redriven.stayed());
    assertEquals(Set.of(), given.kept().keySet());
    assertEquals(1, given.queue.visible());
  }

  @Test
  void what_was_sent_anew_comes_back_like_any_other() {
    given.accounts = Set.of("999988887777");
    given.parked(signIn(MARA), "field-missing");
    given.run(given.intoTable());
    given.accounts = Set.of("111122223333");

    assertTrue(given.run(given.intoTable()).complete());

    assertEquals(Optional.of(MONDAY), activity(MARA));
    assertEquals(List.of(), given.queue.all());
  }

  @Test
  void the_new_message_is_there_before_the_old_one_is_deleted() {
    given.accounts = Set.of("999988887777");
    given.parked(signIn(MARA), "field-missing");
    given.queue.mood(call -> {
      if (call.equals("delete")) {
        assertEquals(2, given.queue.all().size());
        throw new Killed();
      }
    });

    assertThrows(Killed.class, () -> given.run(given.intoTable()));

    assertEquals(List.of("field-missing", "untrusted-source"), given.queue.reasons());
  }

  @Test
  void where_the_queue_takes_nothing_anew_the_old_message_stays() {
    given.accounts = Set.of("999988887777");
    given.parked(signIn(MARA), "field-missing");
    given.queue.failsInPart(() -> true);

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("untrusted-source", 1L), redriven.stayed());
    assertEquals(0, redriven.renewed());
    assertEquals(List.of("field-missing"), given.queue.reasons());
  }

  @Test
  void nothing_is_deleted_while_the_table_throttles() {
    given.parked(signIn(MARA), "internal-error");
    given.table.beforeStore(_ -> Optional.of(Table.throttled()));

    Redriven redriven = given.run(given.intoTable());

    assertEquals(1, redriven.later());
    assertFalse(redriven.complete());
    assertEquals(List.of("internal-error"), given.queue.reasons());
    assertEquals(1, given.queue.visible());
  }

  @Test
  void a_user_whose_item_is_refused_stays_and_the_others_come_back() {
    given.parked(signIn(MARA), "internal-error");
    given.parked(signIn(JON), "internal-error");
    given.table.beforeStore(
        id -> id.equals(MARA) ? Optional.of(Table.refused()) : Optional.empty());

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("observed sign-in", 1L), redriven.arrived());
    assertEquals(Map.of("record-refused", 1L), redriven.stayed());
    assertEquals(List.of("record-refused"), given.queue.reasons());
    assertEquals(Optional.of(MONDAY), activity(JON));
  }

  @Test
  void where_only_a_person_can_help_it_is_thrown_and_all_is_shown_to_others_again() {
    given.parked(signIn(MARA), "internal-error");
    given.table.beforeStore(_ -> Optional.of(Table.denied()));

    assertThrows(RuntimeException.class, () -> given.run(given.intoTable()));

    assertEquals(List.of("internal-error"), given.queue.reasons());
    assertEquals(1, given.queue.visible());
  }

  @Test
  void what_cannot_be_had_from_its_message_stays_untouched() {
    given.queue.put("hello", Map.of());
    given.queue.put(
        Given.letter("{", "too-large").replace("\"truncated\":false", "\"truncated\":true"),
        Map.of("reason", "too-large"));

    Redriven redriven = given.run(given.intoTable());

    assertEquals(Map.of("not-a-dead-letter", 1L, "truncated", 1L), redriven.stayed());
    assertEquals(List.of("-", "too-large"), given.queue.reasons());
  }

  @Test
  void a_message_that_could_not_be_deleted_may_come_again_and_changes_nothing() {
    given.parked(signIn(MARA), "internal-error");
    given.queue.failsInPart(() -> true);
    Redriven first = given.run(given.intoTable());
    given.queue.failsInPart(() -> false);
    given.queue.forward(Pass.HIDDEN);
    long writes = given.users.writes();

    Redriven second = given.run(given.intoTable());

    assertEquals(1, first.comeAgain());
    assertTrue(second.complete());
    assertEquals(writes, given.users.writes());
    assertEquals(List.of(), given.queue.all());
  }

  @Test
  void all_messages_come_back_however_many_stay() {
    for (int i = 0; i < 57; i++) {
      given.parked(i % 3 == 0 ? signIn(Facts.user(i)) : "{", "not-json");
    }

    Redriven redriven = given.run(given.intoTable());

    assertEquals(19, redriven.arrivals());
    assertEquals(38, redriven.stays());
    assertEquals(Optional.of(38L), redriven.inQueue());
    assertEquals(38, given.queue.visible());
  }

  @Test
  void messages_that_somebody_else_looks_at_are_not_taken_for_none() {
    given.parked(signIn(MARA), "internal-error");
    given.queue.receive(Duration.ofSeconds(20));

    Redriven hidden = given.run(given.intoTable());
    given.queue.forward(Duration.ofSeconds(20));

    assertTrue(hidden.nothingHad());
    assertFalse(hidden.complete());
    assertTrue(given.run(given.intoTable()).complete());
    assertFalse(given.run(given.intoTable()).nothingHad(), "an empty queue is empty");
  }

  @Test
  void what_was_done_is_said_though_the_queue_answers_no_more() {
    given.parked(signIn(MARA), "internal-error");
    given.queue.mood(call -> {
      if (call.equals("size")) {
        throw software.amazon.awssdk.core.exception.SdkClientException.create("no connection");
      }
    });

    Redriven redriven = given.run(given.intoTable());

    assertTrue(redriven.complete());
    assertEquals(Optional.empty(), redriven.inQueue());
  }

  @Test
  void only_what_is_meant_comes_back() {
    given.parked(signIn(MARA), "field-missing");
    given.queue.forward(Duration.ofDays(2));
    given.parked(signIn(JON), "field-missing");
    given.parked(signIn(Facts.user(3)), "time-in-future");

    Selection young =
        new Selection(
            Set.of("field-missing"), Optional.empty(), Optional.of(Duration.ofDays(1)), 100);
    Redriven redriven = given.run(given.intoTable(), young);

    assertEquals(Set.of(JON), given.kept().keySet());
    assertEquals(2, redriven.passedOver());
    Selection old = new Selection(Set.of(), Optional.of(Duration.ofDays(1)), Optional.empty(), 100);
    given.run(given.intoTable(), old);
    assertEquals(Set.of(JON, MARA), given.kept().keySet());
  }

  @Test
  void no_more_come_back_than_were_asked_for() {
    for (int i = 0; i < 25; i++) {
      given.parked(signIn(Facts.user(i)), "internal-error");
    }

    Redriven redriven =
        given.run(
            given.intoTable(), new Selection(Set.of(), Optional.empty(), Optional.empty(), 12));

    assertEquals(12, redriven.arrivals());
    assertEquals(13, given.queue.visible());
  }

  @Test
  void it_ends_after_the_messages_that_it_is_at_when_it_is_asked_to() {
    for (int i = 0; i < 25; i++) {
      given.parked(signIn(Facts.user(i)), "internal-error");
    }
    Redrive redrive = given.intoTable();

    Redriven redriven = redrive.run(Selection.ALL, given.queue::now, _ -> redrive.end());

    assertEquals(10, redriven.arrivals());
    assertEquals(15, given.queue.visible());
  }

  @Test
  void an_undelivered_event_is_put_onto_the_stream_as_the_rule_would_have_done() {
    String event = signIn(MARA);
    given.undelivered(event, "NO_PERMISSIONS", Given.STREAM_ARN);

    Redriven redriven = given.run(given.ontoStream());

    assertEquals(Map.of("on the stream", 1L), redriven.arrived());
    String id = event.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    assertEquals(List.of(new EventStream.Entry(id, event)), given.stream);
    assertEquals(List.of(), given.queue.all());
  }

  @Test
  void a_notice_for_the_alarm_topic_is_not_put_onto_the_stream_and_stays() {
    given.undelivered("{\"detail\":{}}", "NO_PERMISSIONS", Given.TOPIC_ARN);

    Redriven redriven = given.run(given.ontoStream());

    assertEquals(Map.of("not-for-the-stream", 1L), redriven.stayed());
    assertEquals(List.of(), given.stream);
    assertEquals(1, given.queue.visible());
  }

  /** Promise 7: a late sign of life mends the gap of its time; it must not while others wait. */
  @Test
  void of_dead_letters_signs_of_life_come_last_whatever_cannot_be_used() {
    given.parked(
        """
        {"version":"0","id":"1","detail-type":"Scheduled Event","source":"aws.events",\
        "account":"111122223333","time":"2026-06-01T08:00:00Z","region":"eu-central-1",\
        "resources":["arn:aws:events:eu-central-1:111122223333:rule/ninety-heartbeat"],"detail":{}}
        """,
        "untrusted-source");
    given.parked(signIn(MARA), "untrusted-source");
    given.parked("{", "not-json");
    given.accounts = Set.of("111122223333");
    given.table.beforeStore(_ -> Optional.of(Table.throttled()));

    Redriven first = given.run(given.intoTable());

    assertEquals(1, Optional.ofNullable(first.stayed().get("sign-of-life")).orElseThrow());
    assertEquals(Map.of(), first.arrived());

    given.table.beforeStore(_ -> Optional.empty());
    Redriven then = given.run(given.intoTable());

    assertEquals(Map.of("observed heartbeat", 1L, "observed sign-in", 1L), then.arrived());
    assertEquals(Map.of("not-json", 1L), then.stayed());
  }

  /** The queue is gone through twice then. */
  @Test
  void what_is_not_meant_is_counted_once_though_signs_of_life_come_after_all_else() {
    given.parked(
        """
        {"version":"0","id":"1","detail-type":"Scheduled Event","source":"aws.events",\
        "account":"111122223333","time":"2026-06-01T08:00:00Z","region":"eu-central-1",\
        "resources":["arn:aws:events:eu-central-1:111122223333:rule/ninety-heartbeat"],"detail":{}}
        """,
        "untrusted-source");
    given.parked("{", "not-json");
    given.accounts = Set.of("111122223333");

    Redriven redriven =
        given.run(
            given.intoTable(),
            new Selection(
                Set.of("untrusted-source"),
                Optional.empty(),
                Optional.empty(),
                Selection.ALL.atMost()));

    assertEquals(Map.of("observed heartbeat", 1L), redriven.arrived());
    assertEquals(1, redriven.passedOver());
  }

  @Test
  void signs_of_life_come_back_last_and_only_after_all_else_did() {
    String heartbeat = "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\"}";
    String call = "{\"detail\": {\"eventName\": \"GetCallerIdentity\"}}";
    given.undelivered(heartbeat, "NO_PERMISSIONS", Given.STREAM_ARN);
    given.undelivered(call, "NO_PERMISSIONS", Given.STREAM_ARN);
    given.undelivered(signIn(MARA), "NO_PERMISSIONS", Given.STREAM_ARN);
    given.undelivered("{\"detail\":{}}", "NO_PERMISSIONS", Given.TOPIC_ARN);
    EventStream willing = given.intoStream;

    given.intoStream = entries -> new EventStream.Left(Set.of(), Map.of(0, "ValidationException"));
    Redriven refused = given.run(given.ontoStream());
    assertEquals(Optional.of(2L), Optional.ofNullable(refused.stayed().get("sign-of-life")));
    given.intoStream = entries -> new EventStream.Left(Set.of(0), Map.of());
    given.run(given.ontoStream());
    assertEquals(4, given.queue.all().size());

    given.intoStream = willing;
    given.run(given.ontoStream(), new Selection(Set.of(), Optional.empty(), Optional.empty(), 1));
    assertEquals(List.of(signIn(MARA)), texts());
    assertEquals(Map.of("on the stream", 2L), given.run(given.ontoStream()).arrived());
    assertEquals(List.of(signIn(MARA), heartbeat, call), texts());
  }

  private List<String> texts() {
    return given.stream.stream().map(EventStream.Entry::text).toList();
  }

  /**
   * Promise 9. Over the bus, EventBridge says of which account an event is; into the queue unsent
   * of its own account its administrator can put whatever counts as another's sign-in.
   */
  @Test
  void an_account_that_forwards_cannot_speak_for_another_by_its_own_queue() {
    String envelope = "{\"id\": \"e-1\", \"source\": \"aws.signin\", \"account\": \"%s\"}";
    String own = envelope.formatted("444455556666");
    String none = "{\"eventSource\": \"signin.amazonaws.com\"}";
    for (String text : List.of(envelope.formatted("111122223333"), own, none)) {
      given.undelivered(text, "NO_PERMISSIONS", "arn:aws:events:eu-west-1:111122223333:bus");
    }

    Redriven redriven = given.run(given.ontoStream(Optional.of("444455556666")));

    assertEquals(List.of(own), given.stream.stream().map(EventStream.Entry::text).toList());
    assertEquals(Map.of("of-another-account", 2L), redriven.stayed());
    assertEquals(2, given.queue.all().size());
  }

  /** As after a batch that was throttled: those that are not meant are shown again. */
  @Test
  void messages_that_are_shown_again_in_a_long_pass_do_not_end_it() {
    for (int i = 0; i < 60; i++) {
      given.parked("{}", i < 50 ? "not-json" : "meant");
    }
    AtomicInteger received = new AtomicInteger();
    given.queue.mood(call -> {
      if (call.equals("receive") && received.incrementAndGet() == 5) {
        given.queue.forward(Pass.HIDDEN.plusSeconds(1));
      }
    });

    Redriven redriven =
        given.run(
            given.intoTable(),
            new Selection(Set.of("meant"), Optional.empty(), Optional.empty(), 100));

    assertEquals(50, redriven.passedOver());
    assertEquals(10, redriven.stays());
  }

  @Test
  void an_event_that_the_stream_does_not_take_stays_and_the_others_are_deleted() {
    String mara = given.undelivered(signIn(MARA), "THROTTLING", Given.STREAM_ARN);
    given.undelivered(signIn(JON), "THROTTLING", Given.STREAM_ARN);
    String huge = given.undelivered(signIn(Facts.user(3)), "THROTTLING", Given.STREAM_ARN);
    given.intoStream =
        entries ->
            entries.size() == 3
                ? new EventStream.Left(Set.of(0), Map.of(2, "InvalidArgumentException"))
                : new EventStream.Left(Set.of(0), Map.of());

    Redriven redriven = given.run(given.ontoStream());

    assertEquals(1, redriven.arrivals());
    assertEquals(1, redriven.later());
    assertEquals(Map.of("refused-by-the-stream", 1L), redriven.stayed());
    assertEquals(List.of(mara, huge), given.queue.all().stream().map(Letter::id).toList());
    assertEquals(2, given.queue.visible());
  }

  @Test
  void a_list_shows_what_is_there_and_leaves_it_as_it_is() {
    given.parked(signIn(MARA), "field-missing");
    given.queue.forward(Duration.ofHours(5));
    given.parked(signIn(JON), "field-missing");
    given.parked("{", "not-json");
    for (int i = 0; i < 30; i++) {
      given.parked(signIn(JON), "time-in-future");
    }
    List<Letter> before = given.queue.all();

    Listing listing =
        Listing.of(
            given.queue,
            Selection.ALL,
            (letter, now) -> Optional.of(IntoTable.foresee(letter, given.reader(), now)),
            given.queue::now,
            _ -> {},
            _ -> {});

    assertEquals(
        List.of(
            new Listing.Group(
                Optional.of("field-missing"),
                Optional.of(Given.SHARD),
                Optional.of("observed sign-in"),
                2,
                Duration.ofHours(5)),
            new Listing.Group(
                Optional.of("not-json"),
                Optional.of(Given.SHARD),
                Optional.of("rejected not-json"),
                1,
                Duration.ZERO),
            new Listing.Group(
                Optional.of("time-in-future"),
                Optional.of(Given.SHARD),
                Optional.of("observed sign-in"),
                30,
                Duration.ZERO)),
        listing.groups());
    assertEquals(33, listing.looked());
    assertEquals(
        before.stream().map(Letter::text).toList(),
        given.queue.all().stream().map(Letter::text).toList());
    assertEquals(33, given.queue.visible());
    assertEquals(Set.of("receive", "release", "size"), given.queue.calls());
    assertEquals(Map.of(), given.kept());
  }

  private Optional<Instant> activity(UserId user) {
    return given.users.read(user).flatMap(it -> it.user().lastActivity()).map(Proof::time);
  }

  private static String signIn(UserId user) {
    return CloudTrailRecords.signIn().by(user).at(MONDAY).envelope();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
