package ninety.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void a_sentence_of_several_is_wrapped_under_its_own_first_word() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Screen(new PrintStream(bytes, true, UTF_8), false, false)
        .bullet("word ".repeat(25).strip());

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    assertEquals(
        List.of("  - " + "word ".repeat(18) + "word", "    " + "word ".repeat(5) + "word"), lines);
  }
}
