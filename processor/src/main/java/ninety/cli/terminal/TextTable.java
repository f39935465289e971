package ninety.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for people. Control characters, which could steer the reader's terminal, come out as
 * {@code ?}.
 */
public final class TextTable {

  /** The width of a terminal at the least, in characters. */
  public static final int TERMINAL = 80;

  private static final int BETWEEN = 2;

  /** A column is not made narrower than this. */
  private static final int NARROWEST = 8;

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... header) {
    rows.add(List.of(header));
  }

  public void row(String... cells) {
    rows.add(Arrays.stream(cells).map(TextTable::printable).toList());
  }

  /** As wide as it is, one line a row. */
  public void print(PrintWriter out) {
    int[] widths = widths();
    rows.forEach(row -> line(row, widths, out));
  }

  /** The one or the other. */
  public void print(boolean wide, PrintWriter out) {
    if (wide) {
      print(out);
    } else {
      fit(out);
    }
  }

  /**
   * In no more than {@link #TERMINAL} columns: what is in the first and does not fit has a line of
   * its own, so that it can be copied; what is in another goes on below.
   */
  public void fit(PrintWriter out) {
    fit(widths(), 0, out);
  }

  /** The same where the first column names what is in the second, and stays as it is. */
  public void fitBesideNames(PrintWriter out) {
    fit(widths(), 1, out);
  }

  private void fit(int[] widths, int first, PrintWriter out) {
    for (int over = excess(widths); over > 0; over--) {
      int narrowed = first == 0 && widths[0] > NARROWEST ? 0 : widest(widths);
      widths[narrowed]--;
    }
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      if (first == 0 && cells.getFirst().length() > widths[0]) {
        wrapped(cells.getFirst(), TERMINAL).forEach(out::println);
        cells.set(0, "");
        if (cells.stream().allMatch(String::isEmpty)) {
          continue;
        }
      }
      List<List<String>> parts = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        parts.add(wrapped(cells.get(i), widths[i]));
      }
      int lines = parts.stream().mapToInt(List::size).max().orElse(0);
      for (int line = 0; line < lines; line++) {
        int number = line;
        line(
            parts.stream().map(part -> number < part.size() ? part.get(number) : "").toList(),
            widths,
            out);
      }
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static int excess(int[] widths) {
    return Arrays.stream(widths).sum() + (widths.length - 1) * BETWEEN - TERMINAL;
  }

  /** Of those after the first. */
  private static int widest(int[] widths) {
    int widest = widths.length - 1;
    for (int i = widest; i > 0; i--) {
      widest = widths[i] > widths[widest] ? i : widest;
    }
    return widest;
  }

  private static void line(List<String> cells, int[] widths, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).repeat(' ', widths[i] - cells.get(i).length() + BETWEEN);
    }
    out.println(line.toString().stripTrailing());
  }

  /**
   * In lines of so many characters, which end at a space, or else after a hyphen, as an id has; or
   * anywhere, where there is none.
   */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int end = end(rest, width);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static int end(String text, int width) {
    int space = text.lastIndexOf(' ', width);
    if (space > 0) {
      return space;
    }
    int hyphen = text.lastIndexOf('-', width - 1);
    if (hyphen > 0) {
      return hyphen + 1;
    }
    return Character.isHighSurrogate(text.charAt(width - 1)) ? width - 1 : width;
  }

  public static String printable(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
