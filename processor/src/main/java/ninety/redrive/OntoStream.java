package ninety.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import ninety.cloudtrail.RecordReader;
import ninety.ingest.EventStream;
import ninety.ingest.Letter;
import ninety.ingest.Settlement.Waits;

/**
 * Events that EventBridge gave up, put onto the stream as its rule would have done: the same bytes,
 * under the envelope's id. What they say is the consumer's business.
 */
public final class OntoStream implements Destination {

  /**
   * A sign of life that comes late mends the gap of its time (promise 7), while others of that time
   * may be in the queue.
   */
  public static final Redrive.Last SIGNS = new Redrive.Last(OntoStream::isSign, true);

  /** A notice that could not be sent to a person: nothing of the feed. */
  static final String NOT_FOR_THE_STREAM = "not-for-the-stream";

  /** In the queue of an account is an event of another, or nothing that says of which it is. */
  static final String OF_ANOTHER_ACCOUNT = "of-another-account";

  /** It waits until all else is on the stream. */
  static final String SIGN_OF_LIFE = "sign-of-life";

  static final String WAITS =
      "It says that nothing was missed until then, so it comes back last, and only after all else"
          + " did. Mend what stays, then run it again without a filter or limit.";

  /** Kinesis will never take it as it is. */
  static final String REFUSED = "refused-by-the-stream";

  private static final String ARRIVED = "on the stream";

  private static final String NOT_TAKEN = "the stream takes nothing now";

  /** Where our rules send events on their way to the stream. */
  private static final Pattern ON_THE_WAY = Pattern.compile("arn:[^:]*:(kinesis|events):.*");

  /** Kinesis API reference, PutRecordsRequestEntry, {@code PartitionKey}. */
  private static final int LONGEST_KEY = 256;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EventStream stream;
  private final Waits waits;
  private final Optional<String> onlyOf;

  public OntoStream(EventStream stream, Waits waits) {
    this(stream, waits, Optional.empty());
  }

  /**
   * @param onlyOf the account whose own rules filled the queue, where they alone did. Who rules it
   *     can put anything there, and shall not speak for other accounts (promise 9): over the bus
   *     EventBridge sees to that, here nobody else does
   */
  public OntoStream(EventStream stream, Waits waits, Optional<String> onlyOf) {
    this.stream = stream;
    this.waits = waits;
    this.onlyOf = onlyOf;
  }

  @Override
  public List<Outcome> bring(List<Letter> letters, Instant now) {
    Map<Integer, Outcome> outcomes = new HashMap<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < letters.size(); i++) {
      Optional<Outcome> unfit = unfit(letters.get(i), onlyOf);
      if (unfit.isPresent()) {
        outcomes.put(i, unfit.get());
      } else {
        open.add(i);
      }
    }
    for (int retry = 1; !open.isEmpty(); retry++) {
      open = put(letters, open, outcomes);
      if (!open.isEmpty() && waits.pause(retry)) {
        open.forEach(i -> outcomes.put(i, new Outcome.Later(NOT_TAKEN)));
        break;
      }
    }
    return IntStream.range(0, letters.size()).mapToObj(i -> outcomes.get(i)).toList();
  }

  /** Puts messages onto the stream; returns the places of those that may be taken later. */
  private List<Integer> put(
      List<Letter> letters, List<Integer> open, Map<Integer, Outcome> outcomes) {
    EventStream.Left left = stream.put(open.stream().map(i -> entry(letters.get(i))).toList());
    List<Integer> later = new ArrayList<>();
    for (int place = 0; place < open.size(); place++) {
      String refusal = left.refused().get(place);
      if (left.later().contains(place)) {
        later.add(open.get(place));
      } else if (refusal != null) {
        outcomes.put(open.get(place), new Outcome.Unfit(REFUSED, "Kinesis: " + refusal + "."));
      } else {
        outcomes.put(open.get(place), new Outcome.Arrived(ARRIVED));
      }
    }
    return later;
  }

  /** Says what the consumer would make of it. */
  public static Outcome foresee(
      Letter letter, Optional<String> onlyOf, RecordReader reader, Instant now) {
    return unfit(letter, onlyOf)
        .orElseGet(() -> Meaning.of(reader.read(letter.text().getBytes(UTF_8), now).decoded()));
  }

  private static Optional<Outcome> unfit(Letter letter, Optional<String> onlyOf) {
    return notForTheStream(letter)
        .or(() ->
            onlyOf
                .filter(account -> !text(letter, "account").equals(Optional.of(account)))
                .map(account ->
                    new Outcome.Unfit(
                        OF_ANOTHER_ACCOUNT,
                        "The queue is of account %s, and no event of it: EventBridge did not put it"
                                .formatted(account)
                            + " there. Find out who did, then delete it by hand.")));
  }

  private static Optional<Outcome> notForTheStream(Letter letter) {
    return letter
        .attribute(Letter.TARGET_ARN)
        .filter(target -> !ON_THE_WAY.matcher(target).matches())
        .map(_ ->
            new Outcome.Unfit(
                NOT_FOR_THE_STREAM,
                "It was for somebody else than the stream, mostly a notice for the alarm topic."
                    + " Read it, then delete it by hand."));
  }

  /** A heartbeat, or the record of a call that the sweep makes for a sign of life. */
  private static boolean isSign(Letter letter) {
    JsonNode event = tree(letter);
    return (event.path("source").asText().equals("aws.events")
            && event.path("detail-type").asText().equals("Scheduled Event"))
        || event.path("detail").path("eventName").asText().equals("GetCallerIdentity");
  }

  private static EventStream.Entry entry(Letter letter) {
    return new EventStream.Entry(key(letter), letter.text());
  }

  /** EventBridge takes the event's id, unless a target names another path; ours name none. */
  private static String key(Letter letter) {
    return text(letter, "id")
        .filter(id -> !id.isBlank() && id.length() <= LONGEST_KEY)
        .orElse(letter.id());
  }

  private static Optional<String> text(Letter letter, String field) {
    return Optional.ofNullable(tree(letter).path(field).textValue());
  }

  private static JsonNode tree(Letter letter) {
    try {
      return Optional.ofNullable(JSON.readTree(letter.text())).orElseGet(MissingNode::getInstance);
    } catch (JsonProcessingException broken) {
      return MissingNode.getInstance();
    }
  }
}
