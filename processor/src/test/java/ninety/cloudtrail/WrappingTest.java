package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** F8: what people hold records in. */
class WrappingTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<CloudTrailRecords> THREE =
      List.of(
          signIn().eventId("a").with("/additionalEventData/Note", "\u00e4\u4f8b\uD83D\uDE00 }]{["),
          passwordReset().eventId("b"),
          deleted().eventId("c").failed("Denied"));

  private final RecordReader reader = new RecordReader(Watched.files());

  private List<Reading> read(String content) throws IOException {
    return RecordFile.read(new ByteArrayInputStream(content.getBytes(UTF_8)), reader, NOW);
  }

  private Reading one(String content) throws IOException {
    List<Reading> readings = read(content);
    assertEquals(1, readings.size());
    return readings.getFirst();
  }

  private String sentence(String content) throws IOException {
    Rejected rejected = assertInstanceOf(Rejected.class, one(content).decoded());
    assertEquals(Fault.NOT_A_RECORD, rejected.fault());
    assertTrue(rejected.detail().endsWith("."), rejected.detail());
    return rejected.detail();
  }

  /** An Event as LookupEvents answers. */
  private static String event(String record) {
    return JSON.createObjectNode()
        .put("EventId", "x")
        .put("EventName", "UserAuthentication")
        .put("EventTime", 1783756800.0)
        .put("CloudTrailEvent", record)
        .toString();
  }

  private static ObjectNode letter(String encoding, String record) {
    return JSON.createObjectNode()
        .put("reason", "subject-missing")
        .put("detail", "A sentence.")
        .put("stream", "ninety-events")
        .put("shard", "shardId-000000000000")
        .put("sequenceNumber", "4959")
        .put("subSequenceNumber", 0)
        .put("bytes", 900)
        .put("encoding", encoding)
        .put("truncated", false)
        .put("record", record);
  }

  private static String base64(String record) {
    return Base64.getEncoder().encodeToString(record.getBytes(UTF_8));
  }

  private static String message(String body) {
    return JSON.createObjectNode()
        .put("MessageId", "m")
        .put("ReceiptHandle", "r")
        .put("MD5OfBody", "5")
        .put("Body", body)
        .toString();
  }

  static Stream<List<String>> wrapped() {
    List<String> bare = THREE.stream().map(CloudTrailRecords::bare).toList();
    List<String> envelopes = THREE.stream().map(CloudTrailRecords::envelope).toList();
    List<String> letters =
        envelopes.stream().map(record -> letter("utf-8", record).toString()).toList();
    return Stream.of(
        bare.stream().map(WrappingTest::event).toList(),
        letters,
        bare.stream().map(record -> letter("utf-8", record).toString()).toList(),
        envelopes.stream().map(record -> letter("base64", base64(record)).toString()).toList(),
        letters.stream().map(WrappingTest::message).toList(),
        envelopes.stream().map(WrappingTest::message).toList(),
        // aws cloudtrail lookup-events --query 'Events[].CloudTrailEvent'
        bare.stream().map(record -> JSON.getNodeFactory().textNode(record).toString()).toList());
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void a_wrapped_record_is_read_like_the_record_itself(List<String> three) throws IOException {
    List<Reading> expected =
        THREE.stream().map(record -> reader.read(record.bytes(), NOW)).toList();

    assertEquals(expected, read(String.join("\n", three)));
    assertEquals(expected, read("[" + String.join(",", three) + "]"));
    assertEquals(
        expected,
        read(
            three.stream()
                .map(line -> line + "\n{\"Records\":[]}\n")
                .collect(joining("{\"Events\":[]}\n"))));
  }

  @Test
  void answers_of_look_ups_and_of_queues_are_taken_apart() throws IOException {
    for (String answer :
        List.of(
            "{\"Events\":[%s,%s],\"NextToken\":\"n\"}"
                .formatted(
                    event(signIn().eventId("a").bare()), event(deleted().eventId("b").bare())),
            "{\"Messages\":[%s,%s]}"
                .formatted(
                    message(letter("utf-8", signIn().eventId("a").envelope()).toString()),
                    message(letter("utf-8", deleted().eventId("b").envelope()).toString())),
            "{\"ResponseMetadata\":{\"RetryAttempts\":0},\"Events\":[%s,%s]}"
                .formatted(
                    event(signIn().eventId("a").bare()), event(deleted().eventId("b").bare())))) {
      assertEquals(
          List.of(Optional.of("a"), Optional.of("b")),
          read(answer).stream().map(Reading::eventId).toList());
      assertEquals(read(answer), read(JSON.readTree(answer).toPrettyString() + "\n"));
    }
  }

  @Test
  void one_that_is_broken_does_not_hide_its_neighbours() throws IOException {
    List<Reading> readings =
        read(
            "{\"Events\":[%s,{\"EventId\":\"x\",\"EventName\":\"y\",\"CloudTrailEvent\":{}},%s,%s]}"
                .formatted(
                    event(signIn().eventId("a").bare()),
                    event("{\"broken"),
                    event(deleted().eventId("b").bare())));

    assertEquals(
        List.of(Optional.of("a"), Optional.empty(), Optional.empty(), Optional.of("b")),
        readings.stream().map(Reading::eventId).toList());
  }

  @Test
  void an_event_whose_record_is_no_text_is_named() throws IOException {
    for (String json : List.of("{}", "null", "7", "[]")) {
      String sentence =
          sentence("{\"EventId\":\"x\",\"EventName\":\"y\",\"CloudTrailEvent\":" + json + "}");

      assertTrue(sentence.contains("lookup-events"), sentence);
    }
    assertTrue(sentence("{\"EventId\":\"x\",\"EventName\":\"y\"}").contains("lookup-events"));
  }

  @Test
  void a_dead_letter_that_was_cut_is_named() throws IOException {
    String sentence = sentence(letter("base64", "e30=").put("truncated", true).toString());

    assertTrue(sentence.contains("dead letter"), sentence);
    assertTrue(sentence.contains("sequenceNumber"), sentence);
  }

  @Test
  void a_dead_letter_whose_record_cannot_be_decoded_is_named() throws IOException {
    assertTrue(sentence(letter("base64", "?").toString()).contains("base64"));
    assertTrue(sentence(letter("utf-16", "x").toString()).contains("encoding"));
    assertTrue(sentence(letter("utf-8", "x").putNull("record").toString()).contains("dead letter"));
  }

  @Test
  void a_dead_letters_record_is_judged_as_it_was() throws IOException {
    assertEquals(
        Fault.NOT_JSON,
        assertInstanceOf(Rejected.class, one(letter("utf-8", "no JSON").toString()).decoded())
            .fault());
    assertEquals(
        Fault.UNTRUSTED_SOURCE,
        assertInstanceOf(
                Rejected.class,
                one(letter("utf-8", deleted().envelope().replace("aws.sso-directory", "com.bank"))
                        .toString())
                    .decoded())
            .fault());
  }

  @Test
  void a_message_without_a_text_is_named() throws IOException {
    assertTrue(sentence("{\"MessageId\":\"m\",\"Body\":{}}").contains("receive-message"));
  }

  @Test
  void wrapping_has_an_end() throws IOException {
    String record = signIn().envelope();
    for (int layer = 0; layer < 3; layer++) {
      record = message(record);
    }
    assertInstanceOf(Observed.class, one(record).decoded());
    assertTrue(sentence(message(record)).contains("too many"));
  }

  @Test
  void the_limit_is_that_of_the_record_and_not_of_what_it_is_wrapped_in() throws IOException {
    String envelope = signIn().with("/note", "\"".repeat(300_000)).envelope();
    String wrapped = message(letter("utf-8", envelope).toString());

    assertTrue(envelope.length() < RecordReader.LARGEST_RECORD);
    assertTrue(wrapped.length() > RecordReader.LARGEST_RECORD);
    assertInstanceOf(Observed.class, one(wrapped).decoded());
    for (String large :
        List.of(
            event(signIn().with("/note", "x".repeat(RecordReader.LARGEST_RECORD)).bare()),
            event("x".repeat(5 * RecordReader.LARGEST_RECORD)),
            "{\"x\":\"" + "x".repeat(RecordReader.LARGEST_RECORD) + "\"}",
            "{\"x\":\"" + "x".repeat(5 * RecordReader.LARGEST_RECORD) + "\"}")) {
      assertEquals(Fault.TOO_LARGE, assertInstanceOf(Rejected.class, one(large).decoded()).fault());
    }
  }

  @Test
  void a_key_that_stands_twice_in_a_wrapping_is_rejected() throws IOException {
    String twice =
        "{\"EventId\":\"x\",\"CloudTrailEvent\":%1$s,\"CloudTrailEvent\":%1$s}"
            .formatted(JSON.getNodeFactory().textNode(signIn().bare()));

    assertEquals(Fault.NOT_JSON, assertInstanceOf(Rejected.class, one(twice).decoded()).fault());
  }

  /** In an envelope and in a record nothing is a wrapping. */
  @Test
  void an_envelope_and_a_record_are_what_they_are() throws IOException {
    String other = deleted().eventId("other").bare();

    for (String content :
        List.of(
            signIn().eventId("a").with("/CloudTrailEvent", other).bare(),
            signIn().eventId("a").with("/CloudTrailEvent", other).envelope(),
            signIn().eventId("a").with("/kinesis/data", "x").with("/ArchiveName", "x").bare())) {
      Reading reading = one(content);

      assertInstanceOf(Observed.class, reading.decoded());
      assertEquals(Optional.of("a"), reading.eventId());
    }
  }

  /** A stream carries no files: there these are dead letters, whatever is in them. */
  @Test
  void nothing_is_unwrapped_from_a_stream() {
    RecordReader stream = new RecordReader(Watched.stream());
    for (String content :
        List.of(event(signIn().bare()), letter("utf-8", signIn().envelope()).toString())) {
      assertInstanceOf(Rejected.class, stream.read(content.getBytes(UTF_8), NOW).decoded());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Data':'eyJ9','PartitionKey':'p','SequenceNumber':'1'} | decode Data from base64",
        "{'Records':[{'Data':'e','PartitionKey':'p'}],'MillisBehindLatest':0} | decode Data",
        "{'Records':[{'Data':'e','PartitionKey':'p','SequenceNumber':'1'}]} | decode Data",
        "{'Records':[{'eventSource':'aws:kinesis','kinesis':{'data':'e'}}]} | kinesis.data",
        "{'events':[{'message':'{}','timestamp':1}],'nextToken':'n'} | CloudWatch Logs",
        "{'logEvents':[],'logGroup':'g'} | CloudWatch Logs",
        "{'Type':'Notification','TopicArn':'a','Message':'{}'} | SNS",
        "{'Records':[{'eventSource':'aws:s3','eventName':'Put','s3':{'object':{}}}]} | fetch the file",
        "{'QueryResultRows':[],'QueryStatus':'FINISHED'} | CloudTrail Lake",
        "{'ArchiveName':'a','EventSourceArn':'b','RetentionDays':90} | replay the archive",
        "{'class_uid':2003,'finding_info':{}} | ninety verify",
        "{'MessageId':'m','Body':'{\\'class_uid\\':2003,\\'finding_info\\':{}}'} | ninety verify",
        "{'EventId':'e','EventName':'n','Username':'u'} | without the text CloudTrailEvent",
        "{'EventSource':'s','EventName':'n','EventTime':1} | without the text CloudTrailEvent",
        "{'hello':'world'} | A JSON object of no form that is known here",
        "{} | A JSON object of no form that is known here",
      })
  void what_people_take_for_records_is_named_with_what_to_do(String json, String names)
      throws IOException {
    String sentence = sentence(json.replace('\'', '"'));

    assertTrue(sentence.contains(names), sentence);
    assertFalse(sentence.contains("\""), sentence);
  }
}
