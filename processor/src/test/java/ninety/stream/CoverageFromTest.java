package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** S13: since when events can have been complete in a stream. */
final class CoverageFromTest {

  private static final Instant MADE = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void from_when_the_stream_was_made_until_now_is_possible() {
    assertEquals(Optional.empty(), Consumer.refusal(MADE, MADE, NOW));
    assertEquals(Optional.empty(), Consumer.refusal(NOW, MADE, NOW));
  }

  @Test
  void the_future_and_what_was_before_the_stream_are_refused_with_the_reason() {
    assertTrue(
        refusal(NOW.plusMillis(1)).contains("is in the future (it is 2026-06-01T12:00:00Z)"));
    assertTrue(
        refusal(MADE.minusMillis(1)).contains("before the stream was made (2026-05-01T00:00:00Z)"));
  }

  private static String refusal(Instant from) {
    return Consumer.refusal(from, MADE, NOW).orElseThrow();
  }
}
