package ninety.redrive;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ninety.ingest.Letter;
import ninety.ingest.LetterQueue;

/**
 * One pass over a queue: each of its messages once, as far as that can be had. They are hidden from
 * others until the pass is closed, so that none comes twice; after a pass that died they are there
 * again by themselves.
 */
final class Pass implements AutoCloseable {

  /** For a batch with its retries. The queues have no limit on how often something is received. */
  static final Duration HIDDEN = Duration.ofMinutes(2);

  /** A queue has many servers, and an answer without news is of some of them. */
  private static final int ANSWERS_WITHOUT_NEWS = 2;

  private final LetterQueue queue;
  private final Map<String, Letter> held = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  Pass(LetterQueue queue) {
    this.queue = queue;
  }

  /** Messages that did not come before; none at the end. */
  List<Letter> next() {
    int empty = 0;
    // In a long pass the first are shown again; only when all of them came there is nothing else.
    int again = held.size() + LetterQueue.AT_ONCE;
    while (empty < ANSWERS_WITHOUT_NEWS && again > 0) {
      List<Letter> received = queue.receive(HIDDEN);
      List<Letter> fresh = received.stream().filter(letter -> known.add(letter.id())).toList();
      // By its latest receipt a message can be released; its text is no more needed for that.
      received.forEach(letter ->
          held.put(
              letter.id(), new Letter(letter.id(), letter.handle(), letter.sent(), Map.of(), "")));
      if (!fresh.isEmpty()) {
        return fresh;
      }
      empty = received.isEmpty() ? empty + 1 : 0;
      again -= received.size();
    }
    return List.of();
  }

  /** A message that we sent ourselves is not to be brought again in the same pass. */
  void sent(String id) {
    known.add(id);
  }

  /** Deletes messages; how many of them may come again. */
  int delete(List<Letter> letters) {
    if (letters.isEmpty()) {
      return 0;
    }
    List<Letter> left = queue.delete(letters);
    letters.forEach(letter -> held.remove(letter.id()));
    return left.size();
  }

  /** Shows what is left to others again. */
  @Override
  public void close() {
    queue.release(held.values());
  }
}
