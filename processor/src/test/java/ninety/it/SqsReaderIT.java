package ninety.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import ninety.alert.SqsAlerts;
import ninety.finding.Alert;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.format.OcsfFormat;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A reader as docs/siem describes it, on a real SQS server: takes messages as they come, drops
 * repeats by {@code metadata.uid}, keeps the latest state of each {@code finding_info.uid}, closes
 * on {@code activity_id} 3, and deletes what it took.
 */
final class SqsReaderIT {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new OcsfFormat.Setting(
              "aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));

  private final SqsAsyncClient sqs = Place.stack().sqs();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_sent_twice_opens_and_closes_each_case_once(boolean fifo) {
    String queue = queue(fifo);
    SqsAlerts alerts = new SqsAlerts(sqs, queue, Optional.empty());
    List<Alert> life = Stream.concat(life(Control.INACTIVITY), life(Control.PASSWORD_AGE)).toList();
    Reader reader = new Reader(queue);

    alerts.send(life);
    alerts.send(life);
    reader.readAll();

    assertEquals(6, reader.seen.size());
    assertEquals(2, reader.latest.size());
    reader.latest.values().forEach(body -> assertEquals(3, body.at("/activity_id").asInt()));
    if (fifo) {
      assertEquals(6, reader.received);
      reader.sequences.values().forEach(order -> assertEquals(List.of(1, 2, 3), order));
    } else {
      assertTrue(reader.received >= 12, () -> reader.received + " messages");
    }
  }

  @Test
  void what_a_reader_did_not_delete_comes_again_before_what_follows() {
    String queue = queue(true);
    new SqsAlerts(sqs, queue, Optional.empty()).send(life(Control.INACTIVITY).toList());

    // A reader that dies with messages in its hands.
    List<Message> lost =
        sqs.receiveMessage(it -> it.queueUrl(queue).maxNumberOfMessages(1).visibilityTimeout(0))
            .join()
            .messages();
    Reader reader = new Reader(queue);
    reader.readAll();

    assertEquals(1, lost.size());
    assertEquals(List.of(List.of(1, 2, 3)), List.copyOf(reader.sequences.values()));
  }

  private static Stream<Alert> life(Control control) {
    Transitions story =
        Transitions.of(control)
            .signedIn("2026-06-01T08:14:27Z")
            .passwordReset("2026-06-01T08:14:27Z");
    Stream<UserTransition> steps =
        Stream.of(
            story.judged("2026-08-26T08:15:02Z"),
            story.judged("2026-08-30T08:15:01Z"),
            story.disabled("2026-08-31T06:52:10Z").judged("2026-08-31T06:53:04Z"));
    return steps.map(OCSF::compose).flatMap(Optional::stream);
  }

  private static String queue(boolean fifo) {
    String name = "reader-" + NUMBER.incrementAndGet();
    return fifo ? Place.stack().createFifoQueue(name) : Place.stack().createQueue(name);
  }

  private final class Reader {

    private static final JsonMapper JSON = new JsonMapper();

    private final String queue;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, JsonNode> latest = new LinkedHashMap<>();
    private final Map<String, List<Integer>> sequences = new LinkedHashMap<>();
    private int received;

    Reader(String queue) {
      this.queue = queue;
    }

    void readAll() {
      List<Message> messages;
      do {
        messages =
            sqs.receiveMessage(it -> it.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                .join()
                .messages();
        messages.forEach(this::take);
      } while (!messages.isEmpty());
    }

    private void take(Message message) {
      received++;
      JsonNode body = read(message.body());
      if (seen.add(body.at("/metadata/uid").asText())) {
        String finding = body.at("/finding_info/uid").asText();
        sequences
            .computeIfAbsent(finding, _ -> new ArrayList<>())
            .add(body.at("/metadata/sequence").asInt());
        latest.merge(
            finding,
            body,
            (known, next) ->
                next.at("/metadata/sequence").asInt() > known.at("/metadata/sequence").asInt()
                    ? next
                    : known);
      }
      sqs.deleteMessage(it -> it.queueUrl(queue).receiptHandle(message.receiptHandle())).join();
    }

    private static JsonNode read(String body) {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError(body, e);
      }
    }
  }
}
