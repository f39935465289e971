package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import ninety.finding.Alert;
import ninety.finding.ControlState;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.finding.Finding;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** S15: what a newer version keeps in an item stays there when this one writes the item. */
final class UnknownFieldsTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final UserId MARA = Facts.user(1);
  private static final AttributeValue KEPT = fromS("kept");

  private final Map<String, AttributeValue> item =
      item(dossier(Facts.about(MARA).passwordReset(NOON)));

  @Test
  void a_field_of_a_fact_stays_while_other_facts_change() {
    put(KEPT, "passwordResetAt", "tomorrow");

    Map<String, AttributeValue> written = after(Facts.about(MARA).signedIn(NOON.plusSeconds(9)));

    assertEquals(KEPT, at(written, "passwordResetAt", "tomorrow"));
  }

  /** What is said of one reset is not said of the next: a record proves no more than it says. */
  @Test
  void a_field_of_a_fact_goes_with_it() {
    put(KEPT, "passwordResetAt", "tomorrow");

    Map<String, AttributeValue> written =
        after(Facts.about(MARA).passwordReset(NOON.plusSeconds(9)));

    assertFalse(map(written, "passwordResetAt").containsKey("tomorrow"));
  }

  @Test
  void a_field_of_a_status_moves_with_it_among_the_earlier_ones() {
    item.putAll(item(dossier(Facts.about(MARA).disabled(NOON))));
    put(KEPT, "access", "tomorrow");

    Map<String, AttributeValue> written = after(Facts.about(MARA).enabled(NOON.plusSeconds(9)));

    assertFalse(map(written, "access").containsKey("tomorrow"));
    List<AttributeValue> before = Objects.requireNonNull(written.get("accessBefore")).l();
    assertEquals(List.of(KEPT), before.stream().map(each -> each.m().get("tomorrow")).toList());
    assertFalse(before.getFirst().m().containsKey("value"));
  }

  @Test
  void a_newer_control_keeps_its_state_and_a_newer_sign_in_its_proof() {
    AttributeValue state = fromM(Map.of("episodes", fromN("2"), "new", fromL(List.of(KEPT))));
    put(state, "watches", "tampering");
    put(KEPT, "watches", "inactivity", "tomorrow");
    item.put("signIns", fromM(Map.of("passkey", KEPT)));

    Map<String, AttributeValue> written =
        after(Facts.about(MARA).passwordReset(NOON.plusSeconds(9)));
    Map<String, AttributeValue> again =
        DossierItem.of(DossierItem.read(with(written)).withDue(new Due.At(NOON)), 9, 0);

    for (Map<String, AttributeValue> each : List.of(written, again)) {
      assertEquals(state, at(each, "watches", "tampering"));
      assertEquals(KEPT, at(each, "watches", "inactivity", "tomorrow"));
      assertEquals(Map.of("passkey", KEPT), map(each, "signIns"));
    }
  }

  @Test
  void a_field_of_a_finding_and_of_an_alert_stays_as_long_as_they_are_there() {
    Finding open = finding(new UUID(1, 1));
    Alert first = new Alert(new UUID(1, 3), open.uid(), "first");
    Alert second = new Alert(new UUID(1, 4), open.uid(), "second");
    Dossier fresh =
        new Dossier(
            dossier(Facts.about(MARA).passwordReset(NOON)).user(),
            Map.of(Control.INACTIVITY, ControlState.of(1, Optional.of(open), Optional.empty())),
            List.of(first, second),
            new Due.Never(),
            1);
    item.putAll(item(fresh));
    put(KEPT, "watches", "inactivity", "open", "tomorrow");
    Map<String, AttributeValue> alert =
        new HashMap<>(Objects.requireNonNull(item.get("outbox")).l().get(1).m());
    alert.put("tomorrow", KEPT);
    item.put(
        "outbox",
        fromL(List.of(Objects.requireNonNull(item.get("outbox")).l().getFirst(), fromM(alert))));

    Dossier read = DossierItem.read(item);
    Map<String, AttributeValue> sent =
        DossierItem.of(read.withOutbox(List.of(second), List.of()), 2, 0);

    assertEquals(List.of(fromM(alert)), Objects.requireNonNull(sent.get("outbox")).l());
    assertEquals(KEPT, at(sent, "watches", "inactivity", "open", "tomorrow"));

    Dossier next =
        new Dossier(
            read.user(),
            Map.of(
                Control.INACTIVITY,
                ControlState.of(2, Optional.of(finding(new UUID(1, 2))), Optional.empty())),
            List.of(),
            List.of(),
            new Due.Never(),
            1,
            2,
            read.rest());
    assertFalse(
        Objects.requireNonNull(map(DossierItem.of(next, 3, 0), "watches", "inactivity").get("open"))
            .m()
            .containsKey("tomorrow"));
  }

  @Test
  void of_an_item_of_this_version_nothing_is_unknown() {
    for (Fact fact :
        List.of(
            Facts.about(MARA).passwordReset(NOON),
            Facts.about(MARA).signedInWith("PASSWORD,TOTP", NOON),
            Facts.about(MARA).createdWithPassword(NOON),
            Facts.about(MARA).usedPortal(NOON),
            Facts.about(MARA).disabled(NOON),
            Facts.about(MARA).deleted(NOON))) {
      assertEquals(Dossier.Rest.NONE, DossierItem.read(item(dossier(fact))).rest());
    }
  }

  @Test
  void an_item_says_its_format_and_a_newer_one_is_left_alone() {
    item.put("format", fromN("1"));
    assertEquals(MARA, DossierItem.read(item).user().id());

    item.put("format", fromN("2"));
    item.put("access", fromS("in another form"));
    NewerFormat newer = assertThrows(NewerFormat.class, () -> DossierItem.read(item));
    assertTrue(
        String.valueOf(newer.getMessage())
            .contains(
                "user %s has format 2, and this version knows formats up to 1".formatted(MARA)),
        newer::getMessage);

    item.put("format", fromS("two"));
    UnreadableItem unreadable = assertThrows(UnreadableItem.class, () -> DossierItem.read(item));
    assertTrue(
        String.valueOf(unreadable.getMessage()).contains("attribute format cannot be read"),
        unreadable::getMessage);
  }

  @Test
  void what_names_an_item_is_bounded_and_fit_for_a_terminal() {
    item.put("id", fromS("\u001b[2J" + "🙂".repeat(1_000)));

    String message =
        String.valueOf(
            assertThrows(UnreadableItem.class, () -> DossierItem.read(item)).getMessage());

    assertTrue(message.contains("user ?[2J🙂"), message);
    assertTrue(message.length() < 800, message);
    assertFalse(message.contains("\u001b"), message);
  }

  private Map<String, AttributeValue> after(Fact fact) {
    return DossierItem.of(
        DossierItem.read(item).absorb(UserRecord.of(MARA, fact), Duration.ZERO).orElseThrow(),
        2,
        0);
  }

  private static Dossier dossier(Fact fact) {
    return Dossier.unknown(MARA).absorb(UserRecord.of(MARA, fact), Duration.ZERO).orElseThrow();
  }

  private static Map<String, AttributeValue> item(Dossier dossier) {
    return with(DossierItem.of(dossier, 1, 0));
  }

  private static Map<String, AttributeValue> with(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("id", fromS(MARA.value()));
    return item;
  }

  private static Finding finding(UUID uid) {
    return new Finding(
        uid,
        Control.INACTIVITY,
        Level.BREACH,
        new Baseline(Baseline.From.COVERAGE, NOON, Optional.empty()),
        NOON,
        NOON,
        NOON,
        1);
  }

  /** Puts a value into maps inside of the item, which are made where they are missing. */
  private void put(AttributeValue value, String... path) {
    Map<String, AttributeValue> put = put(item, value, List.of(path));
    item.putAll(put);
  }

  private static Map<String, AttributeValue> put(
      Map<String, AttributeValue> map, AttributeValue value, List<String> path) {
    Map<String, AttributeValue> changed = new HashMap<>(map);
    String name = path.getFirst();
    AttributeValue inside = changed.getOrDefault(name, fromM(Map.of()));
    changed.put(
        name,
        path.size() == 1 ? value : fromM(put(inside.m(), value, path.subList(1, path.size()))));
    return changed;
  }

  private static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String... path) {
    Map<String, AttributeValue> map = item;
    for (String name : path) {
      map = Objects.requireNonNull(map.get(name), name).m();
    }
    return map;
  }

  private static AttributeValue at(Map<String, AttributeValue> item, String... path) {
    String[] maps = java.util.Arrays.copyOf(path, path.length - 1);
    return Objects.requireNonNull(map(item, maps).get(path[path.length - 1]));
  }
}
