package ninety.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ninety.coverage.Source;
import ninety.coverage.Span;
import org.junit.jupiter.api.Test;

final class ReplayedTest {

  private static final Source FRANKFURT = new Source("111122223333", "eu-central-1");
  private static final Source IRELAND = new Source("111122223333", "eu-west-1");

  private static Replayed of(Source... read) {
    Map<Source, List<Span>> whole = new TreeMap<>();
    for (Source place : read) {
      whole.put(place, List.of());
    }
    return new Replayed(1, 1, List.of(), 0, whole);
  }

  /** Else a place whose folder is missing would be one of which nothing never came. */
  @Test
  void a_place_without_a_file_is_named() {
    assertEquals(Set.of(IRELAND), of(FRANKFURT).without(Set.of(FRANKFURT, IRELAND)));
    assertEquals(
        Set.of(), of(FRANKFURT).without(Set.of(FRANKFURT, Source.ofRegion("eu-central-1"))));
    assertEquals(Set.of(), of(FRANKFURT, IRELAND).without(Set.of(FRANKFURT)));
  }

  @Test
  void files_that_do_not_lie_by_place_leave_it_open() {
    assertEquals(Set.of(), Replayed.NOTHING.without(Set.of(FRANKFURT)));
  }
}
