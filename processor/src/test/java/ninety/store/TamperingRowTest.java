package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Tampering;
import ninety.coverage.TamperingHistory;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The row of changes of our own way, of which anybody can make many. */
final class TamperingRowTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void the_row_stays_below_100_kb_however_many_calls_come_and_however_long_they_are() {
    for (String letter : new String[] {"x", "漢", "😀"}) {
      TamperingHistory history = TamperingHistory.NONE;
      for (int call = 0; call < 1_050; call++) {
        history = history.with(change(call, letter), Set::of);
      }

      long bytes = bytes(AttributeValue.fromM(DynamoTamperings.row(history)));

      assertTrue(bytes < 100 * 1024, () -> letter + ": " + bytes + " bytes");
      assertTrue(history.listed().size() >= 15, () -> letter + " leaves room for few");
      assertEquals(
          history, DynamoTamperings.history(new Fields("row", DynamoTamperings.row(history))));
    }
  }

  private static Tampering change(int call, String letter) {
    return new Tampering(
        new Proof(
            NOON.plusSeconds(call),
            letter.repeat(123) + (10_000 + call),
            "kms.amazonaws.com ScheduleKeyDeletion"),
        letter.repeat(512),
        Optional.of(letter.repeat(256)),
        Optional.of("111122223333"),
        Optional.of("eu-central-1"));
  }

  /** As DynamoDB counts them, roughly. */
  private static long bytes(AttributeValue value) {
    if (value.hasM()) {
      return 3
          + value.m().entrySet().stream()
              .mapToLong(each -> each.getKey().length() + 1 + bytes(each.getValue()))
              .sum();
    }
    if (value.hasL()) {
      return 3 + value.l().stream().mapToLong(each -> 1 + bytes(each)).sum();
    }
    if (value.hasBs()) {
      return value.bs().stream().mapToLong(each -> each.asByteArrayUnsafe().length).sum();
    }
    return value.s().getBytes(StandardCharsets.UTF_8).length;
  }
}
