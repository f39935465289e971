package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.finding.Rearming.Armed;
import ninety.finding.Rearming.Page;
import ninety.user.Facts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/** What every place must do where the re-arming is kept, and from which its pages come. */
public abstract class RearmingContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract Rearming rearming();

  /** Of whom the pages are. */
  protected abstract Dossiers dossiers();

  @Test
  void at_first_nobody_is_armed() {
    assertEquals(Armed.NOBODY, rearming().read());
  }

  @Test
  void what_is_written_is_there_until_other_is_written() {
    Armed half = new Armed(UUID.randomUUID(), false, Optional.of(Facts.user(7)), Optional.empty());
    Armed all = new Armed(half.terms(), true, Optional.empty(), Optional.of(NOON));
    Armed halfAgain = new Armed(half.terms(), false, half.after(), all.again());

    rearming().write(half);
    assertEquals(half, rearming().read());

    rearming().write(all);
    rearming().write(all);
    assertEquals(all, rearming().read());

    rearming().write(halfAgain);
    assertEquals(halfAgain, rearming().read());

    rearming().write(Armed.NOBODY);
    assertEquals(Armed.NOBODY, rearming().read());
  }

  @Test
  void of_nobody_there_is_one_empty_page() {
    assertEquals(
        new Page(List.of(), List.of(), Optional.empty()), rearming().page(Optional.empty()));
  }

  @Test
  void the_pages_have_every_user_once_as_the_user_is_stored_now() {
    Set<Dossier> all = stored(23);
    rearming()
        .write(new Armed(UUID.randomUUID(), false, Optional.of(Facts.user(7)), Optional.empty()));
    Dossier changed = all.iterator().next();
    all.remove(changed);
    all.add(store(changed.withDue(new Due.At(NOON.plusSeconds(1)))));

    List<Dossier> found = following(Optional.empty());

    assertEquals(all, new HashSet<>(found));
    assertEquals(all.size(), found.size());
  }

  @Test
  void after_each_user_come_the_same_users() {
    stored(23);
    List<UserId> order = ids(following(Optional.empty()));

    for (int i = 0; i < order.size(); i++) {
      assertEquals(order.subList(i + 1, order.size()), ids(following(Optional.of(order.get(i)))));
    }
  }

  @Test
  void after_a_user_who_is_there_no_more_come_some_of_the_others() {
    Set<Dossier> all = stored(9);

    List<Dossier> found = following(Optional.of(Facts.user(1_000)));

    assertTrue(all.containsAll(found));
    assertEquals(found.size(), new HashSet<>(found).size());
  }

  private List<Dossier> following(Optional<UserId> user) {
    List<Dossier> all = new ArrayList<>();
    Optional<UserId> after = user;
    do {
      Page page = rearming().page(after);
      all.addAll(page.dossiers());
      after = page.last();
    } while (after.isPresent());
    return all;
  }

  private static List<UserId> ids(List<Dossier> dossiers) {
    return dossiers.stream().map(dossier -> dossier.user().id()).toList();
  }

  private Set<Dossier> stored(int users) {
    Set<Dossier> all = new HashSet<>();
    for (int i = 0; i < users; i++) {
      UserId id = Facts.user(i);
      all.add(
          store(
              new Dossier(
                  UserRecord.of(id, Facts.about(id).seen(NOON)),
                  Map.of(),
                  List.of(),
                  new Due.At(NOON),
                  0)));
    }
    return all;
  }

  private Dossier store(Dossier changed) {
    return switch (dossiers().store(changed)) {
      case Dossiers.Stored.Written(var stored) -> stored;
      case Dossiers.Stored.Overtaken(var other) ->
          throw new AssertionError("overtaken by version " + other.version());
    };
  }
}
