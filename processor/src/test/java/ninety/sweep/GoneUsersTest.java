package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import ninety.policy.Policy;
import ninety.user.Directory.Answer;
import ninety.user.Facts;
import ninety.user.Proof;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F2: that very many are gone at once is not believed. */
final class GoneUsersTest {

  private static final Instant DAY_90 = Life.day(90);

  private final Scene scene = Scene.since(Life.DAY_0);

  @ParameterizedTest
  @CsvSource({
    // asked, gone, believed
    "100, 20, true",
    "100, 21, false",
    "11, 10, true",
    "11, 11, false",
    "60, 12, true",
    "60, 13, false",
    "350, 350, false",
  })
  void of_more_than_a_fifth_and_ten_it_is_not_believed(int asked, int gone, boolean believed) {
    inactive(asked);

    Summary summary = sweep(gone, OptionalInt.empty());

    assertEquals(believed ? gone : 0, deleted());
    assertEquals(believed ? 0 : gone, summary.count(Count.GONE_IN_DOUBT));
    assertEquals(believed ? asked - gone : asked, summary.steps().size());
    assertEquals(asked, summary.count(Count.LOOKED));
  }

  @Test
  void those_who_are_not_believed_to_be_gone_are_reported_as_unverified() {
    inactive(30);

    sweep(30, OptionalInt.empty());

    assertEquals(
        Set.of(new ninety.finding.Verification.Unverified("many-gone")),
        scene.siem.stories().values().stream()
            .flatMap(story -> story.stream())
            .map(transition -> transition.directory())
            .collect(java.util.stream.Collectors.toSet()));
  }

  @Test
  void a_person_can_say_that_so_many_are_gone() {
    inactive(30);

    assertEquals(30, sweep(30, OptionalInt.of(29)).count(Count.GONE_IN_DOUBT));
    assertEquals(0, sweep(30, OptionalInt.of(30)).count(Count.GONE_IN_DOUBT));
    // They were reported by the first of the two, and are asked about weekly.
    Summary later = sweepAt(Life.day(98), 30, OptionalInt.of(30));

    assertEquals(0, later.count(Count.GONE_IN_DOUBT));
    assertEquals(30, deleted());
  }

  /** Whom an event deleted is expected to be gone, and says nothing about the directory. */
  @Test
  void confirmations_of_deletions_do_not_count() {
    inactive(30);
    IntStream.range(0, 29)
        .forEach(i -> News.tell(scene.dossiers, Facts.about(Facts.user(i)).deleted(Life.day(50))));

    Summary summary = sweep(30, OptionalInt.empty());

    assertEquals(0, summary.count(Count.GONE_IN_DOUBT));
    assertEquals(30, deleted());
  }

  private void inactive(int users) {
    IntStream.range(0, users)
        .forEach(i -> News.tell(scene.dossiers, Facts.about(Facts.user(i)).signedIn(Life.DAY_0)));
  }

  private Summary sweep(int gone, OptionalInt accepted) {
    return sweepAt(DAY_90, gone, accepted);
  }

  private Summary sweepAt(Instant at, int gone, OptionalInt accepted) {
    scene.asking(user -> answer(user, gone, at));
    Rules rules =
        new Rules(
            Policy.STANDARD, Set.of(Scene.REGION), Scene.LIMIT, Optional.empty(), accepted, 1_000);
    return new Sweep(scene.places(), rules, 4, Executors::newVirtualThreadPerTaskExecutor, _ -> {})
        .run(at, at, _ -> {});
  }

  private static Answer answer(UserRecord user, int gone, Instant at) {
    Proof proof =
        new Proof(at, "r" + at, "identitystore.amazonaws.com DescribeUser", Proof.Source.DIRECTORY);
    boolean isGone =
        IntStream.range(0, gone).anyMatch(number -> Facts.user(number).equals(user.id()));
    return isGone
        ? new Answer.Gone(proof)
        : new Answer.Found(proof, Optional.empty(), true, Optional.empty());
  }

  private long deleted() {
    return scene.dossiers.all().stream()
        .filter(dossier -> dossier.user().status() == Status.DELETED)
        .count();
  }
}
