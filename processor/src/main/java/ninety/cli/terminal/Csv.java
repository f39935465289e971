package ninety.cli.terminal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV as of RFC 4180, for {@code --output csv}: a header, then one record each. What a spreadsheet
 * would calculate stays text: names and reasons are whatever somebody typed (OWASP, "CSV
 * Injection").
 */
public final class Csv {

  private static final String BEGINS_A_FORMULA = "=+-@\t\r";

  private final List<List<String>> records = new ArrayList<>();

  public Csv(String... header) {
    records.add(List.of(header));
  }

  /** A record; null is an empty cell. */
  public void row(@Nullable Object... cells) {
    List<String> record = new ArrayList<>();
    for (Object cell : cells) {
      record.add(cell == null ? "" : harmless(cell.toString()));
    }
    if (record.size() != records.getFirst().size()) {
      throw new IllegalArgumentException("a record has as many cells as the header");
    }
    records.add(record);
  }

  public void print(PrintWriter out) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.PLATFORM).build(text)) {
      records.forEach(csv::writeRecord);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.print(text);
  }

  private static String harmless(String text) {
    return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
