package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.Notice;
import ninety.finding.Notices;
import ninety.finding.Reported;
import ninety.format.LegacyFormat;
import ninety.policy.Policy;
import ninety.user.Author;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

final class NoticePassTest {

  private static final Rules RULES =
      new Rules(Policy.STANDARD, Set.of(Scene.REGION), Scene.LIMIT, Optional.of("d-9067f2a1c4"));

  private static final Instant DAY_0 = Instant.parse("2026-01-01T08:00:00Z");

  private final Scene scene = Scene.since(DAY_0);

  @Test
  void an_exemption_is_reported_by_the_next_sweep_and_never_again() {
    add(1);

    assertEquals(List.of("exempted yes"), steps(scene.sweepAt(day(1))));
    assertEquals(List.of(), steps(scene.sweepAt(day(2))));

    assertEquals(List.of("exempted"), said());
    assertEquals(1, scene.siem.arrivals().size());
  }

  @Test
  void a_removal_and_an_end_are_reported_under_the_finding_of_the_addition() {
    Exemption first = add(1);
    Exemption second = add(2);
    scene.sweepAt(day(1));
    remove(first);
    scene.sweepAt(day(2));

    Summary last = scene.sweepAt(second.until());

    assertEquals(List.of("exemption-ended yes"), steps(last));
    assertEquals(List.of("exempted", "exempted", "exemption-removed", "exemption-ended"), said());
    List<Notice> notices = scene.siem.notices();
    assertEquals(notices.get(0).findingUid(), notices.get(2).findingUid());
    assertEquals(notices.get(1).findingUid(), notices.get(3).findingUid());
    assertEquals(List.of(1, 1, 2, 2), notices.stream().map(Notice::sequence).toList());
  }

  @Test
  void one_that_was_taken_back_between_two_sweeps_is_reported_with_both_steps_in_order() {
    remove(add(1));

    scene.sweepAt(day(1));

    assertEquals(List.of("exempted", "exemption-removed"), said());
  }

  /** What exempts somebody stands in the queue before the finding that it suppresses does. */
  @Test
  void nobody_is_judged_by_an_exemption_that_was_not_reported_first() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(DAY_0));
    scene.sweepAt(day(91));
    add(1, day(90), day(200));

    scene.sweepAt(day(92));

    List<UUID> arrived = scene.siem.arrivals().stream().map(Alert::id).toList();
    assertEquals(3, arrived.size());
    assertTrue(scene.siem.notice(arrived.get(1)).isPresent());
    assertTrue(scene.siem.notice(arrived.get(2)).isEmpty());
  }

  @Test
  void what_the_queue_refuses_waits_in_the_outbox_and_is_sent_the_same_to_the_byte() {
    add(1);
    scene.siem.refuse(_ -> true);
    Summary refused = scene.sweepAt(day(1));
    List<Alert> waiting = scene.notices.read().outbox();
    scene.siem.refuse(_ -> false);

    Summary sent = scene.sweepAt(day(2));

    assertEquals(List.of("exempted not"), steps(refused));
    assertEquals(1, refused.count(Count.PENDING));
    assertFalse(refused.complete());
    assertTrue(sent.complete());
    assertEquals(waiting, scene.siem.arrivals());
    assertEquals(List.of(), scene.notices.read().outbox());
  }

  @Test
  void an_alert_is_stored_before_it_is_sent_and_confirmed_after() {
    add(1);
    Reported[] stored = {Reported.NOTHING};
    scene.siem.meanwhile(() -> stored[0] = scene.notices.read());

    scene.sweepAt(day(1));

    assertEquals(scene.siem.arrivals(), stored[0].outbox());
    assertEquals(Set.of(), stored[0].alerts());
    assertEquals(ids(scene.siem.arrivals()), scene.notices.read().alerts());
  }

  /** Killed at each of its steps, just before it takes effect and just after. */
  @Test
  void who_is_killed_anywhere_reports_the_same_in_the_end() {
    for (int step = 0; step < 4; step++) {
      for (boolean after : new boolean[] {false, true}) {
        Scene disturbed = Scene.since(DAY_0);
        disturbed.exemptions.add(exemption(1, DAY_0, day(100)));
        disturbed.exemptions.add(exemption(2, DAY_0, day(50)).remove(removal(day(1))));
        Places doomed = new Fuse(step, after).onNotices(disturbed.places());
        NoticePass pass = pass(doomed, day(2));
        if (step < 3) { // what is intended is stored, then sent, then confirmed
          assertThrows(Fuse.Killed.class, pass::run);
        } else {
          pass.run();
        }

        disturbed.sweepAt(day(3));

        assertEquals(
            List.of("exempted", "exempted", "exemption-removed"),
            disturbed.siem.notices().stream().map(Notice::stepLabel).sorted().toList());
        repeatsAreIdentical(disturbed.siem.arrivals());
        assertEquals(List.of(), disturbed.notices.read().outbox());
      }
    }
  }

  @Test
  void of_two_sweeps_at_one_time_the_slower_decides_again() {
    add(1);
    boolean[] raced = {false};
    Notices racing =
        new Notices() {
          @Override
          public Reported read() {
            return scene.notices.read();
          }

          @Override
          public Stored store(Reported changed) {
            if (!raced[0]) {
              raced[0] = true;
              scene.sweepAt(day(1));
            }
            return scene.notices.store(changed);
          }
        };

    pass(OtherPlaces.with(scene.places(), Notices.class, racing), day(2)).run();

    assertEquals(1, scene.siem.arrivals().size());
  }

  @Test
  void many_at_one_time_are_reported_in_as_many_rounds_as_their_row_has_room_for() {
    int many = 3 * NoticePass.MOST + 1;
    for (int i = 1; i <= many; i++) {
      add(i);
    }
    int[] most = {0};
    scene.siem.meanwhile(() -> most[0] = Math.max(most[0], scene.notices.read().outbox().size()));

    Summary summary = scene.sweepAt(day(1));

    assertEquals(many, summary.noticeSteps().size());
    assertEquals(many, scene.siem.arrivals().size());
    assertEquals(NoticePass.MOST, most[0]);
  }

  @Test
  void what_a_format_has_no_word_for_is_done_with() {
    add(1);
    Places places =
        OtherPlaces.with(
            OtherPlaces.with(scene.places(), AlertFormat.class, new LegacyFormat()),
            AlertQueue.class,
            _ -> {
              throw new AssertionError("nothing is to be sent");
            });

    scene.sweep(places, 4).run(day(1), day(1), _ -> {});

    assertEquals(1, scene.notices.read().alerts().size());
    assertEquals(List.of(), steps(scene.sweepAt(day(2))));
  }

  @Test
  void what_was_put_away_is_forgotten_here() {
    Exemption first = remove(add(1));
    scene.sweepAt(day(1));
    assertEquals(2, scene.notices.read().alerts().size());

    scene.exemptions.putAway(first);
    scene.sweepAt(day(2));

    assertEquals(Set.of(), scene.notices.read().alerts());
    assertEquals(2, scene.siem.arrivals().size());
  }

  @Test
  void a_dry_run_says_what_would_be_reported_and_writes_nothing() {
    add(1);

    Summary summary = scene.sweep().dryRun(Optional.of(day(1)), day(1), _ -> {});

    assertEquals(List.of("exempted not"), steps(summary));
    assertEquals(List.of(), scene.siem.arrivals());
    assertEquals(Reported.NOTHING, scene.notices.read());
  }

  @Test
  void the_summary_says_how_many_users_are_exempt() {
    add(1);
    add(2);

    Summary summary = scene.sweepAt(day(1));

    assertEquals(2, summary.count(Count.EXEMPTIONS));
    assertEquals(6, summary.count(Count.USERS_EXEMPT));
    assertEquals(0, scene.sweepAt(day(101)).count(Count.USERS_EXEMPT));
  }

  private static NoticePass pass(Places places, Instant at) {
    return new NoticePass(
        places, RULES, new Heard(places.coverage().read(), RULES.sources()), Optional.of(at), at);
  }

  private static void repeatsAreIdentical(List<Alert> arrivals) {
    assertEquals(ids(arrivals).size(), new HashSet<>(arrivals).size());
  }

  private static Set<UUID> ids(List<Alert> alerts) {
    Set<UUID> ids = new HashSet<>();
    alerts.forEach(alert -> ids.add(alert.id()));
    return ids;
  }

  private Exemption add(int number) {
    return add(number, DAY_0, day(100));
  }

  private Exemption add(int number, Instant at, Instant until) {
    Exemption exemption = exemption(number, at, until);
    scene.exemptions.add(exemption);
    return exemption;
  }

  private Exemption remove(Exemption exemption) {
    Exemption removed = exemption.remove(removal(day(1)));
    scene.exemptions.remove(removed);
    return removed;
  }

  private static Removal removal(Instant at) {
    return new Removal(new Author("ann", at), "moved to roles", Optional.of(new Covered(3, 40)));
  }

  private static Exemption exemption(int number, Instant at, Instant until) {
    return new Exemption(
        "e" + number,
        new Who.ById(Facts.user(number)),
        "platform team",
        "emergency access",
        until,
        new Author("kim", at),
        Optional.of(new Covered(3, 40)),
        Optional.empty());
  }

  private List<String> said() {
    return scene.siem.notices().stream().map(Notice::stepLabel).toList();
  }

  private static List<String> steps(Summary summary) {
    return summary.noticeSteps().stream()
        .map(step -> step.step() + (step.delivered() ? " yes" : " not"))
        .toList();
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }
}
