package ninety.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTableTest {

  @Test
  void columns_are_as_wide_as_their_widest_cell_and_lines_end_with_it() {
    TextTable table = new TextTable("USER", "STEP", "SENT");
    table.row("mara.lindqvist", "breach", "yes");
    table.row("jon", "", "");

    assertEquals(
        List.of("USER            STEP    SENT", "mara.lindqvist  breach  yes", "jon"),
        printed(table));
  }

  @Test
  void a_table_without_rows_is_its_header() {
    assertEquals(List.of("USER  STEP"), printed(new TextTable("USER", "STEP")));
  }

  /** A user name is whatever somebody typed, and goes to an administrator's terminal. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\u001b[2J'     | '?[2J'",
        "'\u009b31m'     | '?31m'",
        "'\u0000\u0007\b' | '???'",
        "'a\r\nb\tc'     | 'a??b?c'",
        "'\u007f'        | '?'",
        "'\u202egnp.exe' | '?gnp.exe'",
        "'\ufeffx\u200b' | '?x?'",
        "'\ud800'        | '?'",
        "'a\u2028b\u2029' | 'a?b?'",
        "'Mära 岡 🙂'     | 'Mära 岡 🙂'",
      })
  void what_could_steer_a_terminal_is_a_question_mark(String text, String printable) {
    assertEquals(printable, TextTable.printable(text));
  }

  @Test
  void a_name_with_a_line_break_makes_no_second_row() {
    TextTable table = new TextTable("USER", "STEP");
    table.row("mara\nroot  resolved", "breach");

    assertEquals(2, printed(table).size());
  }

  private static List<String> printed(TextTable table) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    return text.toString().lines().toList();
  }
}
