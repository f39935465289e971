package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.api.Test;

/** Promises 1 (order-free), 2 (monotone) and 3 (nobody rises), for whatever facts there are. */
final class UserRecordLawsTest {

  private static final int RUNS = 3_000;
  private static final UserId MARA = Facts.user(1);

  @Test
  void join_is_commutative() {
    Seeds.each(
        RUNS,
        random -> {
          UserRecord one = anyRecord(random);
          UserRecord other = anyRecord(random);

          assertEquals(one.join(other), other.join(one));
        });
  }

  @Test
  void join_is_associative() {
    Seeds.each(
        RUNS,
        random -> {
          UserRecord one = anyRecord(random);
          UserRecord two = anyRecord(random);
          UserRecord three = anyRecord(random);

          assertEquals(one.join(two).join(three), one.join(two.join(three)));
        });
  }

  @Test
  void join_is_idempotent_and_takes_in_what_it_has() {
    Seeds.each(
        RUNS,
        random -> {
          UserRecord one = anyRecord(random);
          UserRecord other = anyRecord(random);
          UserRecord both = one.join(other);

          assertEquals(one, one.join(one));
          assertEquals(both, both.join(one));
          assertEquals(both, both.join(other));
        });
  }

  @Test
  void the_unknown_user_is_neutral() {
    Seeds.each(
        RUNS,
        random -> {
          UserRecord record = anyRecord(random);

          assertEquals(record, record.join(UserRecord.unknown(MARA)));
          assertEquals(record, UserRecord.unknown(MARA).join(record));
        });
  }

  /** Promise 1. */
  @Test
  void any_order_any_repeats_and_any_split_over_shards_give_the_same_record() {
    Seeds.each(
        RUNS,
        random -> {
          List<Fact> facts = new RandomFacts(random, MARA).colliding(12);
          UserRecord expected = Facts.record(MARA, facts);

          List<Fact> delivered = new ArrayList<>(facts);
          facts.stream().filter(_ -> random.nextInt(3) == 0).forEach(delivered::add);
          List<UserRecord> shards = new ArrayList<>();
          int count = 1 + random.nextInt(4);
          for (int shard = 0; shard < count; shard++) {
            shards.add(UserRecord.unknown(MARA));
          }
          for (Fact fact : RandomFacts.shuffled(delivered, random)) {
            int shard = random.nextInt(count);
            shards.set(shard, shards.get(shard).join(UserRecord.of(MARA, fact)));
          }
          UserRecord merged =
              RandomFacts.shuffled(shards, random).stream()
                  .reduce(UserRecord.unknown(MARA), UserRecord::join);

          assertEquals(expected, merged);
        });
  }

  /** Promise 1 again, against a record that was worked out from the facts by hand. */
  @Test
  void a_record_is_what_one_would_write_down_from_the_facts() {
    Seeds.each(
        RUNS,
        random -> {
          List<Fact> facts = new RandomFacts(random, MARA).colliding(12);

          assertEquals(NaiveRecord.of(MARA, facts), Facts.record(MARA, facts));
        });
  }

  /** Promise 2. */
  @Test
  void no_time_ever_moves_backwards() {
    Seeds.each(
        RUNS,
        random -> {
          UserRecord before = anyRecord(random);
          UserRecord after = before.join(anyRecord(random));

          neverBackwards(before, after, record -> record.name().map(Register::proof));
          neverBackwards(before, after, UserRecord::lastAuthenticated);
          neverBackwards(before, after, record -> record.credentials().map(Register::proof));
          neverBackwards(before, after, UserRecord::lastActivity);
          neverBackwards(before, after, UserRecord::passwordReset);
          neverBackwards(before, after, record -> record.created().map(Register::proof));
          assertTrue(
              before.access().latest().isEmpty()
                  || !after
                      .access()
                      .latest()
                      .orElseThrow()
                      .countsFrom()
                      .isBefore(before.access().latest().get().countsFrom()));
          neverBackwards(before, after, UserRecord::portalUse);
          neverBackwards(before, after, UserRecord::doubted);
          before
              .signIns()
              .byFactors()
              .keySet()
              .forEach(shown ->
                  neverBackwards(
                      before,
                      after,
                      record -> Optional.ofNullable(record.signIns().byFactors().get(shown))));
          neverBackwards(before, after, UserRecord::deleted);
          neverBackwards(before, after, UserRecord::linkSent);
          neverBackwards(before, after, record -> record.listing().map(Register::proof));
          // Those that keep the earliest never move forward.
          neverBackwards(
              after,
              before,
              record -> record.signIns().firstEmailCode(),
              before.signIns().firstEmailCode().isPresent());
          neverBackwards(
              after,
              before,
              record -> record.signIns().firstUse(),
              before.signIns().firstUse().isPresent());
          neverBackwards(after, before, UserRecord::firstSeen, before.firstSeen().isPresent());
        });
  }

  /** Promise 3. */
  @Test
  void nothing_but_a_newer_creation_or_the_directory_revives_a_deleted_user() {
    Seeds.each(
        RUNS,
        random -> {
          RandomFacts source = new RandomFacts(random, MARA);
          UserRecord record = Facts.record(MARA, source.colliding(12));
          for (Fact late : source.colliding(6)) {
            UserRecord known = record;
            UserRecord after = record.join(UserRecord.of(MARA, late));
            Optional<Proof> lastGone =
                record
                    .listing()
                    .filter(word -> word.value().presence() == Kind.Presence.GONE)
                    .map(Register::proof);
            // F11: an answer of the directory counts five minutes earlier against an event.
            Duration early =
                late.kind() instanceof Kind.Listed ? Duration.ofMinutes(5) : Duration.ZERO;
            boolean newerThanAnyDeletion =
                record
                        .deleted()
                        .filter(it -> !outdone(known, it))
                        .filter(it -> !late.proof().time().minus(early).isAfter(it.time()))
                        .isEmpty()
                    && lastGone.filter(it -> !late.proof().time().isAfter(it.time())).isEmpty();
            boolean revives =
                newerThanAnyDeletion
                    && switch (late.kind()) {
                      case Kind.UserCreated _ -> true;
                      case Kind.Listed(var presence, _) ->
                          presence != Kind.Presence.GONE
                              && after
                                  .listing()
                                  .map(Register::proof)
                                  .equals(Optional.of(late.proof()));
                      default -> false;
                    };

            if (record.status() == Status.DELETED && !oneSecond(record, late)) {
              assertEquals(revives, after.status() != Status.DELETED, late::toString);
            }
            record = after;
          }
        });
  }

  @Test
  void a_user_is_never_taken_for_disabled_where_an_enabling_is_as_new() {
    Seeds.each(
        RUNS,
        random -> {
          List<Fact> facts = new RandomFacts(random, MARA).colliding(12);
          UserRecord record = Facts.record(MARA, facts);

          if (record.status() == Status.DISABLED) {
            Proof disabling = record.disabling().orElseThrow();
            Instant disabled =
                disabling.source() == Proof.Source.DIRECTORY
                    ? disabling.time().minus(Duration.ofMinutes(5))
                    : disabling.time();
            assertTrue(
                facts.stream()
                    .filter(fact -> enables(fact.kind()))
                    .allMatch(fact -> fact.proof().time().isBefore(disabled)));
          }
        });
  }

  @Test
  void records_of_two_users_are_not_joined() {
    UserRecord mara = UserRecord.unknown(MARA);
    UserRecord jon = UserRecord.unknown(Facts.user(2));

    assertThrows(IllegalArgumentException.class, () -> mara.join(jon));
  }

  /** Whether the user was made anew after that deletion. */
  private static boolean outdone(UserRecord record, Proof deletion) {
    return record.created().filter(it -> it.proof().time().isAfter(deletion.time())).isPresent();
  }

  /** Two answers of the directory in one instant: the later by its id holds, whichever it is. */
  private static boolean oneSecond(UserRecord record, Fact late) {
    return late.kind() instanceof Kind.Listed
        && record.listing().filter(it -> it.proof().time().equals(late.proof().time())).isPresent();
  }

  private static boolean enables(Kind kind) {
    return switch (kind) {
      case Kind.UserEnabled() -> true;
      case Kind.UserCreated(var enabled, _) -> enabled;
      default -> false;
    };
  }

  private static UserRecord anyRecord(RandomGenerator random) {
    return Facts.record(MARA, new RandomFacts(random, MARA).colliding(6));
  }

  private static void neverBackwards(
      UserRecord before, UserRecord after, Function<UserRecord, Optional<Proof>> register) {
    neverBackwards(before, after, register, true);
  }

  private static void neverBackwards(
      UserRecord before,
      UserRecord after,
      Function<UserRecord, Optional<Proof>> register,
      boolean applies) {
    Optional<Instant> was = register.apply(before).map(Proof::time);
    Optional<Instant> is = register.apply(after).map(Proof::time);
    if (applies && was.isPresent()) {
      assertTrue(is.isPresent() && !is.get().isBefore(was.get()), () -> was + " became " + is);
    }
  }
}
