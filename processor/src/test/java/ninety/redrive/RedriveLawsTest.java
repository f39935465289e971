package ninety.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.Decoded;
import ninety.ingest.EventStream;
import ninety.replay.MemoryArchive;
import ninety.stream.Table;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/**
 * Promises 1 and 4 over every way that an event can come: any split of a set of events over the
 * stream, archived logs, the dead letters and the undelivered, with any repeats, killed at any
 * call, gives the table of a fold of the set; and what cannot be used is in the queue still.
 */
final class RedriveLawsTest {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void any_split_over_stream_replay_and_redrive_with_any_repeats_gives_the_table_of_a_fold() {
    Seeds.each(200, random -> new Life(random).go());
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Life {
    private final RandomGenerator random;
    private final Given given = new Given();
    private final Given rule = new Given();
    private final List<String> stream = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final MemoryArchive archive = new MemoryArchive();
    private int files;
    private boolean replayed;
    private int poison;
    private boolean calm;

    Life(RandomGenerator random) {
      this.random = random;
    }

    void go() {
      int number = 1 + random.nextInt(40);
      for (int i = 0; i < number; i++) {
        events.add(event());
      }
      for (String event : events) {
        for (int copy = 1 + random.nextInt(3); copy > 0; copy--) {
          split(event);
        }
      }
      moods(given);
      moods(rule);
      rule.intoStream = this::put;

      int runs = 0;
      while (!done()) {
        assertTrue(runs++ < 500, "it never comes to an end");
        calm = runs > 60;
        one(rule, rule::ontoStream);
        consume();
        one(given, given::intoTable);
        replay();
        given.queue.forward(Duration.ofSeconds(random.nextInt(200)));
        rule.queue.forward(Duration.ofSeconds(random.nextInt(200)));
      }

      assertEquals(folded(), given.kept());
      assertTrue(
          given.queue.all().size() >= poison, () -> "poison is lost: " + given.queue.reasons());
      assertEquals(poison == 0 ? Set.of() : Set.of("not-json"), Set.copyOf(given.queue.reasons()));
    }

    private void split(String event) {
      switch (random.nextInt(5)) {
        case 0 -> stream.add(event);
        case 4 -> archived(event);
        case 1 -> rule.undelivered(event, "THROTTLING", Given.STREAM_ARN);
        default -> given.parked(event, random.nextBoolean() ? "field-missing" : "internal-error");
      }
      if (random.nextInt(20) == 0) {
        given.parked("{", random.nextBoolean() ? "not-json" : "not-a-record");
        poison++;
      }
    }

    /** In a file of its own, plain or as CloudTrail writes it. */
    private void archived(String event) {
      files++;
      archive.with(
          random.nextBoolean() ? "%d.jsonl".formatted(files) : "%d.json.gz".formatted(files),
          event);
    }

    private void replay() {
      try {
        given.replay(archive);
        replayed = true;
      } catch (IOException | RuntimeException killedOrDenied) {
        // The next one goes on.
      }
    }

    private boolean done() {
      return replayed
          && stream.isEmpty()
          && rule.queue.all().isEmpty()
          && given.queue.reasons().stream().allMatch("not-json"::equals);
    }

    private void one(Given place, Supplier<Redrive> process) {
      try {
        // What stays counts too, so that a limit alone might never come to the others.
        long most = calm ? Long.MAX_VALUE : 1 + random.nextInt(60);
        place.run(process.get(), new Selection(Set.of(), Optional.empty(), Optional.empty(), most));
      } catch (RuntimeException killedOrDenied) {
        // The next one goes on.
      }
    }

    /** The consumer, as it settles what is on the stream; what it parks comes to the queue. */
    private void consume() {
      for (String event : List.copyOf(stream)) {
        if (random.nextInt(3) > 0) {
          stream.remove(event);
          given.parked(event, "internal-error");
        }
      }
    }

    private EventStream.Left put(List<EventStream.Entry> entries) {
      Set<Integer> later = new TreeSet<>();
      for (int i = 0; i < entries.size(); i++) {
        if (!calm && random.nextInt(5) == 0) {
          later.add(i);
        } else {
          stream.add(entries.get(i).text());
        }
      }
      dies();
      return new EventStream.Left(later, Map.of());
    }

    private void moods(Given place) {
      place.queue.mood(_ -> dies());
      place.queue.failsInPart(() -> !calm && random.nextInt(5) == 0);
      place.queue.comesAgain(() -> !calm && random.nextInt(10) == 0);
      place.table.beforeStore(_ -> mood());
      place.table.beforeRead(_ -> mood());
    }

    private void dies() {
      if (!calm && random.nextInt(12) == 0) {
        throw new Killed();
      }
    }

    private Optional<RuntimeException> mood() {
      return calm
          ? Optional.empty()
          : switch (random.nextInt(12)) {
            case 0, 1 -> Optional.of(Table.throttled());
            case 2 -> random.nextInt(3) == 0 ? Optional.of(Table.denied()) : Optional.empty();
            default -> Optional.empty();
          };
    }

    private String event() {
      UserId user = Facts.user(random.nextInt(5));
      Instant at = START.plusSeconds(random.nextInt(864_000));
      CloudTrailRecords record =
          switch (random.nextInt(6)) {
            case 0 -> CloudTrailRecords.created().of(user);
            case 1 -> CloudTrailRecords.disabled().of(user);
            case 2 -> CloudTrailRecords.passwordReset().of(user);
            case 3 -> CloudTrailRecords.portalActivity().by(user);
            case 4 -> CloudTrailRecords.deleted().of(user);
            default -> CloudTrailRecords.signIn().by(user);
          };
      return record.at(at).eventId("event-" + events.size()).envelope();
    }

    private Map<UserId, UserRecord> folded() {
      Map<UserId, UserRecord> folded = new HashMap<>();
      for (String event : events) {
        if (given.reader().read(event.getBytes(UTF_8), Given.NOON).decoded()
            instanceof Decoded.Observed(Fact fact)) {
          if (fact.subject() instanceof Subject.ById(var id, _)) {
            folded.merge(id, UserRecord.of(id, fact), UserRecord::join);
          }
        }
      }
      return folded;
    }
  }
}
