package ninety.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ninety.coverage.Span;

/**
 * A time as lines of characters, one of which stands for a part of it. No line is longer than 80.
 */
public record TimeLine(Instant from, Instant to) {

  /** Characters of a line, between two bars. */
  private static final int CELLS = 58;

  private static final int LABEL = 19;

  /** The characters that stand for all the time, for some of it, and for none. */
  public record Marks(char whole, char part, char none) {}

  /** The time that one character stands for. */
  Duration cell() {
    return Duration.between(from, to).dividedBy(CELLS);
  }

  public void header(PrintWriter out) {
    out.printf(
        "%s to %s, %s a character%n",
        HorizonView.seconds(from), HorizonView.seconds(to), HorizonView.rough(cell()));
  }

  /** Marks where something was so all the time, at times, and never. */
  public void share(String label, List<Span> spans, Marks marks, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < CELLS; i++) {
      Span cell = cell(i);
      Duration sum = spans.stream().map(cell::overlap).reduce(Duration.ZERO, Duration::plus);
      boolean some = !sum.isZero() || spans.stream().anyMatch(it -> instant(it, cell));
      boolean all = sum.compareTo(cell.length()) >= 0;
      line.append(all ? marks.whole() : some ? marks.part() : marks.none());
    }
    line(label, line.toString(), out);
  }

  private static boolean instant(Span span, Span cell) {
    return span.length().isZero() && cell.touches(span);
  }

  /** Marks where there was any of it. */
  public void any(String label, List<Span> spans, char mark, PrintWriter out) {
    share(label, spans, new Marks(mark, mark, ' '), out);
  }

  private Span cell(int number) {
    Duration all = Duration.between(from, to);
    return new Span(
        from.plus(all.multipliedBy(number).dividedBy(CELLS)),
        from.plus(all.multipliedBy(number + 1L).dividedBy(CELLS)));
  }

  /** A label that is too long has a line of its own. */
  private static void line(String label, String cells, PrintWriter out) {
    String printable = TextTable.printable(label);
    if (printable.length() > LABEL) {
      out.println(printable);
    }
    out.printf("%-" + LABEL + "s|%s|%n", printable.length() > LABEL ? "" : printable, cells);
  }
}
