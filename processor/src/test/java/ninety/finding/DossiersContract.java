package ninety.finding;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ninety.finding.Dossiers.Stored;
import ninety.finding.Dossiers.Stored.Overtaken;
import ninety.finding.Dossiers.Stored.Written;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.user.AccessHistory;
import ninety.user.AccessHistory.Entry;
import ninety.user.AccessHistory.Word;
import ninety.user.Contact;
import ninety.user.Credentials;
import ninety.user.Factors;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.SignIns;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Creation;
import ninety.user.UserRecord.Listing;
import org.junit.jupiter.api.Test;

/**
 * What every place where dossiers are kept must do, {@link MemoryDossiers} and the real table
 * alike. Each test makes up users of its own, so that one table can serve all of them.
 *
 * @param <D> both ports, since it is the writes that fill the index
 */
public abstract class DossiersContract<D extends Dossiers & DueUsers> {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  /** What is tested: the same for all calls of one test. */
  protected abstract D dossiers();

  @Test
  void of_an_unknown_user_nothing_is_there() {
    assertEquals(Optional.empty(), dossiers().read(anyone()));
  }

  @Test
  void what_is_stored_first_has_version_1() {
    Dossier first = seen(anyone());

    Stored answer = dossiers().store(first);

    assertEquals(new Written(first.withVersion(1)), answer);
    assertEquals(Optional.of(first.withVersion(1)), dossiers().read(first.user().id()));
  }

  @Test
  void each_write_counts_one_version() {
    Dossier dossier = seen(anyone());

    for (int version = 1; version <= 5; version++) {
      dossier = written(dossier.withVersion(version - 1));
      assertEquals(version, dossier.version());
    }

    assertEquals(Optional.of(dossier), dossiers().read(dossier.user().id()));
  }

  @Test
  void who_read_an_older_version_is_overtaken_and_reported_what_is_there() {
    Dossier first = written(seen(anyone()));
    Dossier second = written(due(first, new Due.At(NOON)));

    Stored answer = dossiers().store(due(first, new Due.At(NOON.plusSeconds(9))));

    assertEquals(new Overtaken(second), answer);
    assertEquals(Optional.of(second), dossiers().read(first.user().id()));
  }

  @Test
  void who_took_a_stored_user_for_new_is_overtaken() {
    Dossier there = written(whole(anyone()));

    Stored answer = dossiers().store(seen(there.user().id()));

    assertEquals(new Overtaken(there), answer);
    assertEquals(Optional.of(there), dossiers().read(there.user().id()));
  }

  @Test
  void who_changes_what_is_there_no_more_is_overtaken_by_nothing() {
    UserId gone = anyone();

    Stored answer = dossiers().store(seen(gone).withVersion(7));

    assertEquals(new Overtaken(Dossier.unknown(gone)), answer);
    assertEquals(Optional.empty(), dossiers().read(gone));
  }

  @Test
  void a_dossier_comes_back_as_it_was_stored() {
    Dossier whole = whole(anyone());

    assertEquals(whole.withVersion(1), written(whole));
    assertEquals(Optional.of(whole.withVersion(1)), dossiers().read(whole.user().id()));
  }

  @Test
  void what_a_dossier_has_no_more_is_there_no_more() {
    Dossier whole = written(whole(anyone()));
    Dossier bare = new Dossier(whole.user(), Map.of(), List.of(), new Due.Never(), whole.version());

    written(bare);

    assertEquals(Optional.of(bare.withVersion(2)), dossiers().read(whole.user().id()));
  }

  @Test
  void what_is_known_of_a_user_grows_field_by_field() {
    UserId id = anyone();
    UserRecord all = whole(id).user();
    List<UserRecord> parts =
        List.of(
            UserRecord.of(id, Facts.about(id).deleted(NOON)),
            UserRecord.of(id, Facts.about(id).createdDisabled(NOON.plusMillis(1))),
            UserRecord.of(id, Facts.about(id).createdWithPassword(NOON.plusMillis(2))),
            UserRecord.of(id, Facts.about(id).usedPortal(NOON.plusMillis(3))),
            UserRecord.of(id, Facts.about(id).signedInExternally(NOON.plusMillis(4))),
            UserRecord.of(id, Facts.about(id).passwordReset(NOON.plusMillis(5))),
            UserRecord.of(id, Facts.about(id).signedInWith("PASSWORD", NOON.plusMillis(6))),
            UserRecord.of(id, Facts.about(id).listed(Kind.Presence.PRESENT, NOON.plusMillis(6))),
            UserRecord.of(id, Facts.about(id).listed(Kind.Presence.ENABLED, NOON.plusMillis(7))),
            all);

    Dossier dossier = Dossier.unknown(id);
    for (UserRecord part : parts) {
      dossier = written(dossier.absorb(part, Duration.ZERO).orElseThrow());
      assertEquals(Optional.of(dossier), dossiers().read(id));
    }
  }

  @Test
  void credentials_that_are_not_known_stay_so() {
    UserId id = anyone();
    Proof proof = new Proof(NOON, "e1", "sso.amazonaws.com Authenticate");
    UserRecord unknown = UserRecord.unknown(id);
    UserRecord record =
        new UserRecord(
            id,
            unknown.name(),
            unknown.identityStoreId(),
            Optional.of(proof),
            new SignIns(
                Optional.of(proof),
                Optional.of(new Register<>(Credentials.UNKNOWN, proof)),
                Map.of(Factors.UNSAID, proof),
                Optional.empty(),
                Optional.of(proof)),
            unknown.portalUse(),
            unknown.passwordReset(),
            unknown.linkSent(),
            unknown.created(),
            unknown.access(),
            unknown.doubted(),
            unknown.deleted(),
            unknown.listing(),
            Contact.NONE);
    Dossier dossier = new Dossier(record, Map.of(), List.of(), new Due.Never(), 0);

    written(dossier);

    assertEquals(Optional.of(dossier.withVersion(1)), dossiers().read(id));
  }

  @Test
  void due_are_those_whose_date_has_come_the_longest_due_first() {
    Map<UserId, Instant> dates = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      UserId id = anyone();
      Instant date = NOON.plusMillis((i * 37) % 60 - 30);
      dates.put(id, date);
      written(due(seen(id), new Due.At(date)));
      written(due(seen(anyone()), new Due.Never()));
    }
    UserId atOnce = anyone();
    dates.put(atOnce, Instant.EPOCH);
    written(due(seen(atOnce), new Due.Now()));
    Set<UserId> expected = new TreeSet<>();
    dates.forEach((id, date) -> {
      if (!date.isAfter(NOON)) {
        expected.add(id);
      }
    });

    await()
        .untilAsserted(() -> {
          List<UserId> found = new ArrayList<>();
          for (int shard = 0; shard < dossiers().shards(); shard++) {
            List<UserId> part =
                dossiers()
                    .due(shard, NOON, DossiersContract::unreadable)
                    .filter(dates::containsKey)
                    .toList();
            List<Instant> order = part.stream().map(id -> dates.getOrDefault(id, NOON)).toList();
            assertEquals(order.stream().sorted(Comparator.naturalOrder()).toList(), order);
            found.addAll(part);
          }
          assertEquals(expected, new TreeSet<>(found));
          assertEquals(expected.size(), found.size());
        });
  }

  @Test
  void the_index_follows_the_date() {
    Dossier dossier = written(due(seen(anyone()), new Due.At(NOON)));
    UserId id = dossier.user().id();
    await().untilAsserted(() -> assertEquals(1, timesDue(id, NOON)));

    dossier = written(due(dossier, new Due.At(NOON.plusMillis(1))));
    await().untilAsserted(() -> assertEquals(0, timesDue(id, NOON)));
    assertEquals(1, timesDue(id, NOON.plusMillis(1)));

    dossier = written(due(dossier, new Due.Never()));
    await().untilAsserted(() -> assertEquals(0, timesDue(id, NOON.plus(Duration.ofDays(9999)))));

    written(due(dossier, new Due.Now()));
    await().untilAsserted(() -> assertEquals(1, timesDue(id, Instant.EPOCH)));
  }

  @Test
  void of_many_who_write_at_one_time_one_wins_each_version() throws Exception {
    int writers = 8;
    int each = 10;
    UserId id = anyone();
    CyclicBarrier start = new CyclicBarrier(writers);
    Callable<List<Long>> writer =
        () -> {
          List<Long> mine = new ArrayList<>();
          start.await();
          Dossier known = Dossier.unknown(id);
          while (mine.size() < each) {
            switch (dossiers()
                .store(due(seen(id).withVersion(known.version()), new Due.At(NOON)))) {
              case Written(var stored) -> {
                mine.add(stored.version());
                known = stored;
              }
              case Overtaken(var now) -> known = now;
            }
          }
          return mine;
        };

    List<Long> versions = inParallel(writers, writer);

    assertEquals(writers * each, versions.size());
    assertEquals(versions.size(), new HashSet<>(versions).size());
    assertEquals((long) writers * each, dossiers().read(id).map(Dossier::version).orElseThrow());
  }

  private static <T> List<T> inParallel(int many, Callable<List<T>> call)
      throws InterruptedException, ExecutionException {
    List<T> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<T>>> running = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        running.add(threads.submit(call));
      }
      for (Future<List<T>> each : running) {
        all.addAll(each.get());
      }
    }
    return all;
  }

  private static void unreadable(UnreadableItem item) {
    throw item;
  }

  private Dossier written(Dossier changed) {
    return assertInstanceOf(Written.class, dossiers().store(changed)).dossier();
  }

  private long timesDue(UserId id, Instant asOf) {
    long times = 0;
    for (int shard = 0; shard < dossiers().shards(); shard++) {
      times += dossiers().due(shard, asOf, DossiersContract::unreadable).filter(id::equals).count();
    }
    return times;
  }

  private static UserId anyone() {
    return new UserId(UUID.randomUUID().toString());
  }

  private static Dossier seen(UserId id) {
    return new Dossier(
        UserRecord.of(id, Facts.about(id).seen(NOON)), Map.of(), List.of(), new Due.Never(), 0);
  }

  private static Dossier due(Dossier dossier, Due due) {
    return new Dossier(dossier.user(), dossier.states(), dossier.outbox(), due, dossier.version());
  }

  /** A dossier with everything there can be, each thing unlike the others. */
  private static Dossier whole(UserId id) {
    UserRecord user =
        new UserRecord(
            id,
            Optional.of(new Register<>("Mära \"Müh\" 岡🙂", proof(1))),
            Optional.of("d-9067f2a1c4"),
            Optional.of(proof(2)),
            new SignIns(
                Optional.of(proof(3)),
                Optional.of(new Register<>(Credentials.parse("PASSWORD,TOTP"), proof(14))),
                Map.of(
                    Factors.PASSWORD_AND_FACTOR, proof(14),
                    Factors.PASSWORD_ALONE, proof(13),
                    Factors.PASSWORD_AND_EMAIL_CODE, proof(15),
                    Factors.ENROLMENT, proof(16),
                    Factors.EXTERNAL, proof(17)),
                Optional.of(proof(18)),
                Optional.of(proof(3))),
            Optional.of(proof(4)),
            Optional.of(proof(5)),
            Optional.of(proof(19)),
            Optional.of(new Register<>(Creation.INVITED, proof(6))),
            accessHistory(),
            Optional.of(proof(20)),
            Optional.of(proof(8)),
            Optional.of(
                new Register<>(
                    new Listing(Kind.Presence.GONE, Optional.of(NOON.minusMillis(12))),
                    new Proof(
                        NOON.plusMillis(9),
                        "request-9",
                        "identitystore.amazonaws.com " + "DescribeUser",
                        Proof.Source.DIRECTORY))),
            new Contact(
                Optional.of(new Register<>("mara@example.com", proof(21))),
                Optional.of(new Register<>("m-0042", proof(22))),
                Optional.of(new Register<>("", proof(23)))));
    Finding open =
        new Finding(
            UUID.randomUUID(),
            Control.PASSWORD_AGE,
            Level.BREACH,
            new Baseline(Baseline.From.PASSWORD_RESET, NOON.plusMillis(9), Optional.of(proof(9))),
            NOON.plusMillis(10),
            Instant.parse("2026-09-01T00:00:00.123456789Z"),
            Instant.parse("2026-09-02T00:00:00Z"),
            3);
    Finding byCoverage =
        new Finding(
            UUID.randomUUID(),
            Control.REVOKED_ACCESS,
            Level.ESCALATED,
            new Baseline(Baseline.From.COVERAGE, NOON.minusSeconds(3), Optional.empty()),
            NOON,
            NOON,
            NOON,
            1);
    return new Dossier(
        user,
        Map.of(
            Control.INACTIVITY,
            ControlState.of(2, Optional.empty(), Optional.empty()),
            Control.PASSWORD_AGE,
            ControlState.of(4, Optional.of(open), Optional.empty()),
            Control.REVOKED_ACCESS,
            ControlState.of(1, Optional.of(byCoverage), Optional.of(NOON.minusNanos(7)))),
        List.of(
            new Alert(UUID.randomUUID(), open.uid(), "{\"first\":\"ä\\n\"}\n"),
            new Alert(UUID.randomUUID(), open.uid(), "{}")),
        List.of(
            new Dossier.Parked(
                new Alert(UUID.randomUUID(), open.uid(), "[]"), "InvalidMessageContents", NOON)),
        new Due.At(NOON.plusMillis(11)),
        1,
        0,
        Dossier.Rest.NONE);
  }

  private static AccessHistory accessHistory() {
    TreeSet<Entry> entries = new TreeSet<>();
    int number = 30;
    for (Word word : Word.values()) {
      Proof of = proof(number++);
      entries.add(
          new Entry(
              word,
              word.listed()
                  ? new Proof(of.time(), of.eventId(), of.call(), Proof.Source.DIRECTORY)
                  : of));
    }
    return new AccessHistory(entries);
  }

  private static Proof proof(int number) {
    return new Proof(NOON.plusMillis(number), "event-" + number, "sso.amazonaws.com Call" + number);
  }
}
