package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PASSWORD | PASSWORD",
        "PASSWORD,TOTP | PASSWORD,TOTP",
        "TOTP,PASSWORD | PASSWORD,TOTP",
        "' TOTP , PASSWORD ' | PASSWORD,TOTP",
        "PASSWORD,PASSWORD | PASSWORD",
        "',PASSWORD,,' | PASSWORD",
        "'' | ''",
        "' ' | ''",
        "NEW_KIND_OF_2031 | NEW_KIND_OF_2031",
      })
  void a_comma_list_is_read_whatever_its_order_blanks_and_repeats(String list, String sorted) {
    assertEquals(sorted, Credentials.parse(list).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PASSWORD", "PASSWORD,TOTP", "EMAIL_OTP,EXTERNAL_IDP,WEBAUTHN"})
  void what_is_written_reads_back(String list) {
    Credentials credentials = Credentials.parse(list);

    assertEquals(credentials, Credentials.parse(credentials.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXTERNAL_IDP | true",
        "PASSWORD,EXTERNAL_IDP | true",
        "PASSWORD | false",
        "NOT_EXTERNAL_IDP | false",
        "external_idp | false",
        "'' | false",
      })
  void an_external_identity_provider_is_one_kind_among_them(String list, boolean external) {
    assertEquals(external, Credentials.parse(list).external());
  }

  @Test
  void a_list_that_is_too_long_says_nothing() {
    String longest = "A".repeat(200);

    assertEquals(longest, Credentials.parse(longest).toString());
    assertEquals(Credentials.UNKNOWN, Credentials.parse(longest + "A"));
  }

  /** F5. */
  @Test
  void words_that_nobody_knows_are_counted() {
    assertEquals(
        0,
        Credentials.parse("PASSWORD,EXTERNAL_IDP,TOTP,RESYNC_TOTP,WEBAUTHN,SMARTCARD,EMAIL_OTP")
            .unknownWords());
    assertEquals(0, Credentials.UNKNOWN.unknownWords());
    assertEquals(2, Credentials.parse("PASSWORD,PASSKEY,totp").unknownWords());
  }

  @Test
  void they_cannot_be_changed_from_outside() {
    TreeSet<String> types = new TreeSet<>(List.of("PASSWORD"));
    Credentials credentials = new Credentials(types);

    types.add("TOTP");

    assertEquals("PASSWORD", credentials.toString());
    assertThrows(UnsupportedOperationException.class, () -> credentials.types().clear());
  }

  @Test
  void order_agrees_with_equality() {
    Credentials one = Credentials.parse("TOTP,PASSWORD");
    Credentials same = Credentials.parse("PASSWORD,TOTP");
    Credentials other = Credentials.parse("PASSWORD");

    assertEquals(one, same);
    assertEquals(0, one.compareTo(same));
    assertEquals(-Integer.signum(other.compareTo(one)), Integer.signum(one.compareTo(other)));
  }
}
