package ninety.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the reader sees: at most 100 columns, and on a terminal with colour and a line that shows
 * how far something is.
 */
final class Screen {

  static final int WIDTH = 98;

  private static final String RESET = "\u001b[0m";
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** The words that say how a user stands, each in its colour wherever it is printed. */
  private static final List<Shade> SHADES =
      List.of(
          new Shade(Pattern.compile("\\bbreach\\b"), "31;1"),
          new Shade(Pattern.compile("\\bwarning\\b"), "33;1"),
          new Shade(Pattern.compile("\\bresolved\\b"), "32;1"));

  private record Shade(Pattern word, String code) {}

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private volatile boolean muted;

  Screen(PrintStream out, boolean terminal, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
  }

  /** Standard output, which {@code scripts/demo} says whether it is a terminal. */
  static Screen standard() {
    boolean terminal = Boolean.getBoolean("ninety.terminal");
    String none = System.getenv("NO_COLOR");
    return new Screen(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
        terminal,
        terminal && (none == null || none.isEmpty()) && !"dumb".equals(System.getenv("TERM")));
  }

  void title(String text) {
    line(painted("1", text));
  }

  void heading(String text) {
    line("");
    line(painted("36;1", "== " + text + " " + "=".repeat(Math.max(2, WIDTH - text.length() - 4))));
  }

  void say(String text) {
    wrapped(text, WIDTH).forEach(this::line);
  }

  /** A command of the product, as the reader would type it. */
  void command(String text) {
    line("");
    List<String> lines = wrapped(text, WIDTH - 4);
    for (int i = 0; i < lines.size(); i++) {
      String more = i + 1 < lines.size() ? " \\" : "";
      line(painted("2", i == 0 ? "$ " : "    ") + painted("1", lines.get(i) + more));
    }
  }

  /** What a command printed. */
  void output(List<String> lines) {
    lines.forEach(text -> line(shaded(text)));
  }

  void table(Table table) {
    List<String> lines = table.lines();
    line(painted("2", "  " + lines.getFirst()));
    lines.stream().skip(1).forEach(text -> line("  " + shaded(text)));
  }

  /** A word, and from that column on what it means. */
  void item(String word, int column, String meaning) {
    List<String> lines = wrapped(meaning, WIDTH - column);
    String first = "  " + word;
    line(first + " ".repeat(column - first.length()) + lines.getFirst());
    lines.stream().skip(1).forEach(text -> line(" ".repeat(column) + text));
  }

  /** One of several sentences. */
  void bullet(String text) {
    List<String> lines = wrapped(text, WIDTH - 4);
    line("  - " + lines.getFirst());
    lines.stream().skip(1).forEach(more -> line("    " + more));
  }

  /** A sentence that belongs to what is above it. */
  void note(String text, int indent) {
    wrapped(text, WIDTH - indent).forEach(line -> line(" ".repeat(indent) + painted("2", line)));
  }

  /** How far something is; written over by whatever comes next. */
  void progress(String text) {
    if (terminal && !muted) {
      out.print(CLEAR_LINE + painted("2", text.substring(0, Math.min(text.length(), WIDTH))));
      out.flush();
    }
  }

  void line(String text) {
    if (!muted) {
      out.println((terminal ? CLEAR_LINE : "") + text);
    }
  }

  void blank() {
    line("");
  }

  /** The last word: nothing is shown after it. */
  void interrupted(String text) {
    muted = true;
    out.println((terminal ? "\n" : "") + text);
  }

  /** Why the demo did not get to its end; standard error. */
  void failed(String reason) {
    if (!muted) {
      progress("");
      System.err.println("scripts/demo: " + reason);
    }
  }

  void mute() {
    muted = true;
  }

  private String shaded(String text) {
    String shaded = text;
    for (Shade shade : SHADES) {
      shaded = shade.word().matcher(shaded).replaceAll(it -> painted(shade.code(), it.group()));
    }
    return shaded;
  }

  private String painted(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + RESET : text;
  }

  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
