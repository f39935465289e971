package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import ninety.finding.FeedTransition;
import ninety.policy.Control;
import ninety.user.DirectoryWord;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the directory's answers after a gap are worth, from sweep to sweep (S5). */
final class WordAfterAGapTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T08:00:00Z");

  private final Scene scene = Scene.since(DAY_0);
  private final Instant[] clock = {DAY_0};

  @BeforeEach
  void disabled_before_a_gap_of_ten_days() {
    scene.asking(_ ->
        DirectoryWord.found(
            new Proof(
                clock[0],
                "request-" + clock[0],
                "identitystore.amazonaws.com DescribeUser",
                Proof.Source.DIRECTORY),
            Optional.of("mara"),
            false,
            Optional.empty()));
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(DAY_0));
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).disabled(day(2)));
    scene.heard(DAY_0, day(40)).heard(day(50), day(50));
  }

  /** The first word since the gap was dropped as a repeated one, for ever. */
  @Test
  void a_repeated_answer_that_ends_a_doubt_is_kept() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).listed(Presence.DISABLED, day(9)));

    assertEquals(EnumSet.of(Control.REVOKED_ACCESS), notCheckedAfterSweep(51));
  }

  /** Promise 8. */
  @Test
  void an_answer_that_says_nothing_new_is_not_stored() {
    notCheckedAfterSweep(51);
    var first = scene.dossiers.read(Facts.user(1)).orElseThrow().user();

    for (int day : new int[] {58, 65, 72}) {
      notCheckedAfterSweep(day);
      assertEquals(first, scene.dossiers.read(Facts.user(1)).orElseThrow().user());
    }
  }

  /** Whatever the directory says, week by week. */
  @Test
  void what_nobody_heard_of_a_revoked_access_is_over_when_enough_was_observed() {
    for (int day = 51; day < 140; day += 7) {
      assertEquals(EnumSet.of(Control.REVOKED_ACCESS), notCheckedAfterSweep(day));
    }
    assertEquals(Set.of(), notCheckedAfterSweep(140));
    assertTrue(scene.feedWatches.read().open().isEmpty());
    assertEquals(
        1,
        scene.siem.ofSource().stream()
            .filter(each -> each.control() == Control.REVOKED_ACCESS)
            .filter(each -> each.step() == FeedTransition.Step.RESOLVED)
            .count());
  }

  private Set<Control> notCheckedAfterSweep(int day) {
    clock[0] = day(day);
    scene.heard(day(50), day(day).plus(Duration.ofMinutes(15)));
    scene.sweep().run(day(day).plus(Duration.ofMinutes(15)), _ -> {});
    Set<Control> left = EnumSet.noneOf(Control.class);
    scene
        .feedWatches
        .read()
        .census()
        .ifPresent(census -> {
          for (Control control : Control.values()) {
            if (census.of(control).users() > 0) {
              left.add(control);
            }
          }
        });
    return left;
  }

  private static Instant day(int number) {
    return DAY_0.plus(Duration.ofDays(number));
  }
}
