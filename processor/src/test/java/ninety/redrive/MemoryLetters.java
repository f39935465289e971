package ninety.redrive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import ninety.ingest.Letter;
import ninety.ingest.LetterQueue;

/**
 * A standard queue as SQS says that it behaves: a message that is received is hidden until its time
 * is over; each receipt has a handle of its own, and a handle of before the latest receipt deletes
 * nothing and releases nothing; batches can fail in part; a message may come although it was
 * deleted, as long as one of the servers has it.
 */
final class MemoryLetters implements LetterQueue {

  /** What may happen before each call; throws where the caller is killed. */
  interface Mood {
    void before(String call);
  }

  private static final class Message {
    private final String id;
    private final Instant sent;
    private final Map<String, String> attributes;
    private final String text;
    private Instant visibleAt;
    private int receipts;
    private boolean deleted;

    Message(String id, Instant sent, Map<String, String> attributes, String text) {
      this.id = id;
      this.sent = sent;
      this.attributes = Map.copyOf(attributes);
      this.text = text;
      this.visibleAt = sent;
    }

    String handle() {
      return id + "/" + receipts;
    }
  }

  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Set<String> calls = new TreeSet<>();
  private Instant now;
  private Mood mood = _ -> {};
  private BooleanSupplier failsInPart = () -> false;
  private BooleanSupplier comesAgain = () -> false;
  private int number;

  MemoryLetters(Instant now) {
    this.now = now;
  }

  void mood(Mood next) {
    mood = next;
  }

  /** Whether the next message of a batch is not taken. */
  void failsInPart(BooleanSupplier next) {
    failsInPart = next;
  }

  /** Whether a message comes that was deleted. */
  void comesAgain(BooleanSupplier next) {
    comesAgain = next;
  }

  Instant now() {
    return now;
  }

  void forward(Duration time) {
    now = now.plus(time);
  }

  String put(String text, Map<String, String> attributes) {
    String id = "message-" + number++;
    messages.put(id, new Message(id, now, attributes, text));
    return id;
  }

  /** What is there and not deleted, as somebody would see it who looked at each. */
  List<Letter> all() {
    return messages.values().stream()
        .filter(message -> !message.deleted)
        .map(MemoryLetters::letter)
        .toList();
  }

  List<String> reasons() {
    return all().stream().map(letter -> letter.reason().orElse("-")).sorted().toList();
  }

  long visible() {
    return messages.values().stream()
        .filter(message -> !message.deleted && !message.visibleAt.isAfter(now))
        .count();
  }

  /** Which kinds of calls were made. */
  Set<String> calls() {
    return calls;
  }

  private void call(String name) {
    calls.add(name);
    mood.before(name);
  }

  @Override
  public long size() {
    call("size");
    return all().size();
  }

  @Override
  public List<Letter> receive(Duration hidden) {
    call("receive");
    List<Letter> some =
        messages.values().stream()
            .filter(message -> !message.visibleAt.isAfter(now))
            .filter(message -> !message.deleted || comesAgain.getAsBoolean())
            .limit(AT_ONCE)
            .map(message -> {
              message.receipts++;
              message.visibleAt = now.plus(hidden);
              return letter(message);
            })
            .toList();
    return some;
  }

  private static Letter letter(Message message) {
    return new Letter(message.id, message.handle(), message.sent, message.attributes, message.text);
  }

  @Override
  public void release(Collection<Letter> letters) {
    call("release");
    letters.forEach(letter -> latest(letter).ifPresent(message -> message.visibleAt = now));
  }

  @Override
  public List<Letter> delete(Collection<Letter> letters) {
    call("delete");
    List<Letter> left = new ArrayList<>();
    for (Letter letter : letters) {
      Optional<Message> message = latest(letter);
      if (message.isEmpty() || failsInPart.getAsBoolean()) {
        left.add(letter);
      } else {
        message.get().deleted = true;
      }
    }
    return left;
  }

  private Optional<Message> latest(Letter letter) {
    return Optional.ofNullable(messages.get(letter.id()))
        .filter(message -> message.handle().equals(letter.handle()));
  }

  @Override
  public Optional<String> send(String text, Map<String, String> attributes) {
    call("send");
    return failsInPart.getAsBoolean() ? Optional.empty() : Optional.of(put(text, attributes));
  }

  @Override
  public String toString() {
    return all().stream().map(Letter::id).collect(Collectors.joining(", "));
  }
}
