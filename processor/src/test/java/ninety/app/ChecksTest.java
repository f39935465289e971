package ninety.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import ninety.aws.Misconfigured;
import org.junit.jupiter.api.Test;

final class ChecksTest {

  private final List<String> looked = new ArrayList<>();
  private final Checks checks = new Checks();

  @Test
  void work_stops_at_the_first_thing_that_is_not_there() {
    need("table");
    lack("stream");
    lack("queue");

    NotReady stopped = assertThrows(NotReady.class, checks::pass);

    assertEquals("stream", stopped.failed().what());
    assertEquals("There is no stream.", stopped.failed().diagnosis().text());
    assertEquals(List.of("table", "stream"), looked);
  }

  @Test
  void all_are_looked_for_whatever_fails() {
    lack("table");
    need("stream");
    lack("queue");

    List<Check> all = checks.all();

    assertEquals(List.of("table", "stream", "queue"), all.stream().map(Check::what).toList());
    assertEquals(
        List.of("table", "queue"),
        all.stream().filter(Check.Failed.class::isInstance).map(Check::what).toList());
  }

  @Test
  void what_was_looked_for_is_there_once_the_check_has_passed() {
    Checks.Needed<Integer> seven = checks.need("seven", () -> 7);

    assertThrows(IllegalStateException.class, seven::found);
    checks.pass();

    assertEquals(7, seven.found());
  }

  private void need(String what) {
    checks.need(what, () -> looked.add(what));
  }

  private void lack(String what) {
    checks.need(
        what,
        () -> {
          looked.add(what);
          throw new Misconfigured("There is no %s.".formatted(what));
        });
  }
}
