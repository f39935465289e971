package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ninety.user.Facts;
import ninety.user.Proof;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as versions before wrote them. */
final class OldItemsTest {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SIGNED_IN = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant MAILED = Instant.parse("2026-03-01T00:00:00Z");

  /**
   * F6: it did not keep the first sign-in with a password, but the latest says that there is one.
   */
  @Test
  void a_mailed_code_after_an_upgrade_is_no_beginning_where_a_password_may_have_been_used_before() {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", fromS(Facts.user(1).toString()));
    item.put("created", with(Map.of("withPassword", AttributeValue.fromBool(false)), CREATED));
    item.put("lastAuthenticated", with(Map.of(), SIGNED_IN));
    item.put("credentials", with(Map.of("types", fromS("PASSWORD")), SIGNED_IN));

    UserRecord user =
        UserItem.read(new Fields("the item", item))
            .join(
                UserRecord.of(
                    Facts.user(1), Facts.about(Facts.user(1)).signedInWith("EMAIL_OTP", MAILED)));

    assertEquals(Optional.of(SIGNED_IN), user.signIns().firstPassword().map(Proof::time));
    assertEquals(Optional.empty(), user.passwords().began(false));
  }

  private static AttributeValue with(Map<String, AttributeValue> fields, Instant at) {
    Map<String, AttributeValue> map = new HashMap<>(fields);
    map.put("at", fromS(at.toString()));
    map.put("event", fromS("e-" + at));
    map.put("call", fromS("signin.amazonaws.com/UserAuthentication"));
    return fromM(map);
  }
}
