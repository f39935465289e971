package ninety.sweep;

import static ninety.cloudtrail.CloudTrailRecords.DANA;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.Noting;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import ninety.replay.GapPlan;
import ninety.replay.MemoryHistory;
import ninety.replay.Replayed;
import ninety.replay.Scope;
import ninety.replay.Stepped;
import ninety.user.Proof;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/** Promise 7: after a gap was read, users are judged as if it had not been. */
final class MendedGapTest {

  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Source IRELAND = new Source("111122223333", "eu-west-1");
  private static final Span GAP = new Span(day(85), day(85).plus(Duration.ofHours(10)));
  private static final Instant NOW = day(91);

  private static Instant day(double day) {
    return BEGAN.plus(Duration.ofMinutes(Math.round(day * 24 * 60)));
  }

  private record Event(Source place, Instant at, CloudTrailRecords record) {}

  /** Mara and Omar come on the first day, and in the gap Mara again; Dana is made in it. */
  private static final List<Event> EVENTS =
      List.of(
          new Event(Scene.REGION, day(0.5), CloudTrailRecords.signIn().by(MARA)),
          new Event(Scene.REGION, day(0.6), CloudTrailRecords.signIn().by(OMAR)),
          new Event(IRELAND, day(85.1), CloudTrailRecords.portalActivity().by(MARA)),
          new Event(Scene.REGION, day(85.2), CloudTrailRecords.created().of(DANA)),
          new Event(Scene.REGION, day(85.3), CloudTrailRecords.disabled().of(OMAR)));

  private final MemoryHistory history = new MemoryHistory();
  private final Counts counts = new Counts();

  MendedGapTest() {
    EVENTS.forEach(event -> history.with(event.place(), event.at(), event.record()));
  }

  private Settlement settlement(Scene scene, DeadLetters letters) {
    Noting noting =
        new Noting() {
          @Override
          public void directoryChanged(Proof change) {}

          @Override
          public void tampered(ninety.coverage.Tampering change) {}
        };
    return new Settlement(
        "Test",
        new RecordKeeper(
            scene.dossiers, Duration.ZERO, 4, Executors::newVirtualThreadPerTaskExecutor, counts),
        scene.coverage,
        noting,
        letters,
        counts,
        _ -> true);
  }

  /** What came by the stream: all but what happened in this time. */
  private Scene heardBut(Optional<Span> gap) throws IOException {
    Scene scene = new Scene();
    scene.coverage.begun(BEGAN);
    Span.without(List.of(new Span(BEGAN, NOW)), gap.stream().toList())
        .forEach(heard -> {
          scene.heard(heard.from(), heard.to());
          scene.coverage.heard(IRELAND, new Listening(List.of(heard)));
        });
    scene.coverage.expecting(new Expecting(Set.of(Scene.REGION, IRELAND), BEGAN, Optional.empty()));
    MemoryHistory stream = new MemoryHistory();
    EVENTS.stream()
        .filter(event -> gap.filter(it -> it.contains(event.at())).isEmpty())
        .forEach(event -> stream.with(event.place(), event.at(), event.record()));
    stream
        .replay(
            new Scope(Set.of(Scene.REGION, IRELAND), BEGAN, NOW),
            NOW,
            counts,
            letters -> settlement(scene, letters))
        .run(new ninety.replay.Replay.Size(0, 0), _ -> {});
    return scene;
  }

  private Replayed mend(Scene scene, Source... places) throws IOException {
    GapPlan plan = GapPlan.of(scene.coverage.read(), NOW, Duration.ofDays(10), false);
    return new Stepped(
            scope -> history.replay(scope, NOW, counts, letters -> settlement(scene, letters)),
            Set.of(places),
            scene.coverage,
            () -> NOW)
        .run(plan.steps(NOW), _ -> {});
  }

  private static List<Optional<UserRecord>> users(Scene scene) {
    return Stream.of(MARA, OMAR, DANA)
        .map((UserId id) -> scene.dossiers.read(id).map(ninety.finding.Dossier::user))
        .toList();
  }

  private static List<String> judged(Scene scene) {
    scene.sweep().run(NOW.plus(ninety.coverage.Horizon.ALLOWANCE), _ -> {});
    return scene.siem.arrivals().stream().map(it -> it.id() + " " + it.body()).sorted().toList();
  }

  @Test
  void the_table_and_the_judgement_are_those_without_the_gap() throws IOException {
    Scene whole = heardBut(Optional.empty());
    Scene mended = heardBut(Optional.of(GAP));
    assertNotEquals(users(whole), users(mended));
    assertFalse(mended.coverage.read().gaps(Set.of()).isEmpty());

    Replayed read = mend(mended, Scene.REGION, IRELAND);

    assertTrue(read.isComplete());
    assertEquals(users(whole), users(mended));
    assertEquals(List.of(), mended.coverage.read().gaps(Set.of()));
    assertEquals(judged(whole), judged(mended));
  }

  /** Else nobody would ever look who came in the gap: Mara would be a false alarm. */
  @Test
  void without_the_reading_the_judgement_is_another() throws IOException {
    assertNotEquals(judged(heardBut(Optional.empty())), judged(heardBut(Optional.of(GAP))));
  }

  @Test
  void a_place_that_was_not_read_keeps_the_gap() throws IOException {
    Scene scene = heardBut(Optional.of(GAP));

    mend(scene, Scene.REGION);
    assertFalse(scene.coverage.read().gaps(Set.of()).isEmpty());

    mend(scene, IRELAND);
    assertEquals(List.of(), scene.coverage.read().gaps(Set.of()));
  }

  @Test
  void a_second_reading_finds_no_gap_and_asks_nothing() throws IOException {
    Scene scene = heardBut(Optional.of(GAP));
    mend(scene, Scene.REGION, IRELAND);
    int asked = history.asked().size();

    mend(scene, Scene.REGION, IRELAND);

    assertEquals(asked, history.asked().size());
  }

  /**
   * While CloudTrail is late, its event history is too: what happened in the silence may come to it
   * long after it was asked. Facts are taken all the same.
   */
  @Test
  void while_no_sign_of_life_of_cloudtrail_comes_what_event_history_has_not_proves_nothing()
      throws IOException {
    Source sign = Scene.REGION.as(Source.Kind.CLOUDTRAIL);
    Scene scene = heardBut(Optional.of(GAP));
    scene.coverage.heard(sign, new Listening(List.of(new Span(BEGAN, GAP.from()))));
    scene.coverage.expecting(
        new Expecting(Set.of(Scene.REGION, IRELAND, sign), BEGAN, Optional.empty()));

    mend(scene, Scene.REGION, IRELAND);

    assertEquals(users(heardBut(Optional.empty())), users(scene));
    assertTrue(scene.coverage.read().gaps(Set.of()).contains(GAP));

    scene.coverage.heard(sign, new Listening(List.of(new Span(GAP.to(), NOW))));
    mend(scene, Scene.REGION, IRELAND);

    assertEquals(List.of(), scene.coverage.read().gaps(Set.of()));
  }
}
