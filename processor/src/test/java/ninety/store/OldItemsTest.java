package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as versions before wrote them. */
final class OldItemsTest {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SIGNED_IN = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant MAILED = Instant.parse("2026-03-01T00:00:00Z");

  /**
   * In a rolling upgrade a version before reads the item too, and knows ENABLED, DISABLED and GONE
   * alone: by a word that says no status it must not take a disabled user for enabled, and keep it.
   */
  @Test
  void a_listing_without_a_status_is_nothing_that_a_version_before_reads_as_enabled() {
    Facts about = Facts.about(Facts.user(1));
    UserRecord disabled =
        UserRecord.of(Facts.user(1), about.disabled(CREATED))
            .join(UserRecord.of(Facts.user(1), about.listed(Presence.PRESENT, MAILED)));
    Map<String, AttributeValue> item = new HashMap<>(UserItem.of(disabled));
    item.put("id", fromS(Facts.user(1).toString()));

    assertFalse(item.containsKey("listing"), item::toString);
    assertEquals(disabled, UserItem.read(Item.fields("user", item)));
    // It asks the directory itself, and leaves alone what it does not know.
    item.put("listing", with(Map.of("value", fromS("ENABLED")), MAILED.plusSeconds(9)));
    assertEquals(
        Optional.of(Presence.ENABLED),
        UserItem.read(Item.fields("user", item)).listing().map(it -> it.value().presence()));
  }

  /**
   * F6: it did not keep the first use of the account, but the latest of each kind says that there
   * was one.
   */
  @ParameterizedTest
  @ValueSource(strings = {"PASSWORD", "", "WEBAUTHN", "EMAIL_OTP"})
  void a_mailed_code_after_an_upgrade_is_no_beginning_where_there_was_a_sign_in_before(
      String credentials) {
    UserRecord user =
        mailedACode(
            Map.of(
                "lastAuthenticated", with(Map.of(), SIGNED_IN),
                "credentials", with(Map.of("types", fromS(credentials)), SIGNED_IN)));

    assertEquals(Optional.of(SIGNED_IN), user.signIns().firstUse().map(Proof::time));
    assertEquals(Optional.empty(), user.passwords().began(false));
  }

  @Test
  void nor_where_it_knows_of_a_sign_in_that_said_nothing_or_of_a_use_of_the_portal() {
    for (String known : List.of("lastAuthenticated", "lastActivity")) {
      UserRecord user = mailedACode(Map.of(known, with(Map.of(), SIGNED_IN)));

      assertEquals(Optional.of(SIGNED_IN), user.signIns().firstUse().map(Proof::time), known);
      assertEquals(Optional.empty(), user.passwords().began(false), known);
    }
  }

  @Test
  void it_is_one_where_nobody_ever_signed_in_or_did_so_from_outside_alone() {
    UserRecord outside =
        mailedACode(
            Map.of(
                "lastAuthenticated", with(Map.of(), SIGNED_IN),
                "credentials", with(Map.of("types", fromS("EXTERNAL_IDP")), SIGNED_IN)));

    for (UserRecord user : List.of(mailedACode(Map.of()), outside)) {
      assertEquals(Optional.empty(), user.signIns().firstUse());
      assertEquals(Optional.of(MAILED), user.passwords().began(false).map(Proof::time));
    }
  }

  /** What this version wrote is read back as it was, a later mailed code included. */
  @Test
  void an_item_of_this_version_gets_no_first_use_from_a_later_mailed_code() {
    UserRecord user =
        mailedACode(Map.of())
            .join(
                UserRecord.of(
                    Facts.user(1),
                    Facts.about(Facts.user(1)).signedInWith("EMAIL_OTP", MAILED.plusSeconds(999))));
    Map<String, AttributeValue> item = UserItem.of(user);
    item.put("id", fromS(Facts.user(1).toString()));

    assertEquals(user, UserItem.read(new Fields("the item", item)));
  }

  private static UserRecord mailedACode(Map<String, AttributeValue> known) {
    Map<String, AttributeValue> item = new HashMap<>(known);
    item.put("id", fromS(Facts.user(1).toString()));
    item.put("created", with(Map.of("withPassword", AttributeValue.fromBool(false)), CREATED));
    return UserItem.read(new Fields("the item", item))
        .join(
            UserRecord.of(
                Facts.user(1), Facts.about(Facts.user(1)).signedInWith("EMAIL_OTP", MAILED)));
  }

  private static AttributeValue with(Map<String, AttributeValue> fields, Instant at) {
    Map<String, AttributeValue> map = new HashMap<>(fields);
    map.put("at", fromS(at.toString()));
    map.put("event", fromS("e-" + at));
    map.put("call", fromS("signin.amazonaws.com/UserAuthentication"));
    return fromM(map);
  }
}
