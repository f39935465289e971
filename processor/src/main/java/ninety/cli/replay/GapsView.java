package ninety.cli.replay;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.TextTable;
import ninety.coverage.Span;
import ninety.replay.GapPlan;
import ninety.replay.HistoryTime;

/**
 * The gaps, by what each is read, and which are left.
 *
 * @param now when the plan was made
 * @param left that coverage has after the reading, those that go on included
 * @param because what the reading was like
 */
record GapsView(GapPlan plan, Instant now, List<Span> left, Because because) {

  /**
   * What keeps a gap although it was read.
   *
   * @param others whether places of other accounts were not read
   * @param stated whether the archive counts as complete
   * @param delivered up to when CloudTrail is known to deliver from everywhere
   */
  record Because(boolean others, boolean stated, Instant delivered) {}

  Map<String, Object> fields() {
    return Map.of(
        "gaps", by().map(it -> fields(it.gap(), "by", it.how())).toList(),
        "left", left.stream().map(it -> fields(it, "why", why(it).word())).toList());
  }

  private static Map<String, String> fields(Span gap, String name, String value) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("from", gap.from().toString());
    fields.put("to", gap.to().toString());
    fields.put(name, value);
    return fields;
  }

  private record By(Span gap, String how) {}

  private Stream<By> by() {
    return Stream.of(
            plan.history().stream().map(it -> new By(it, "event-history")),
            plan.archive().stream().map(it -> new By(it, "archive")),
            plan.left().stream().map(it -> new By(it.gap(), "none")))
        .flatMap(it -> it)
        .sorted(java.util.Comparator.comparing(it -> it.gap().from()));
  }

  void print(PrintWriter out) {
    TextTable table = new TextTable("GAP FROM", "TO", "READ BY");
    by().forEach(it ->
        table.row(
            HorizonView.seconds(it.gap().from()).toString(),
            HorizonView.seconds(it.gap().to()).toString(),
            it.how()));
    table.print(out);
  }

  /** What is left, and what to do about it, one line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Span gap : left) {
      lines.add(line("A gap still", gap, why(gap)));
    }
    return lines;
  }

  /** The gaps, or parts of them, that no source has, and what to do, one line each. */
  List<String> planned() {
    return plan.left().stream()
        .map(it -> line("Not read", it.gap(), why(List.of(it)).orElseThrow()))
        .toList();
  }

  private static String line(String what, Span gap, Why why) {
    return "%s: %s to %s. %s"
        .formatted(
            what, HorizonView.seconds(gap.from()), HorizonView.seconds(gap.to()), why.todo());
  }

  /** Why a gap is left. */
  private enum Why {
    OLD(
        "old",
        "Event history does not reach back so far: read archived logs (--from ARCHIVE --complete),"
            + " or look into them and attest it (ninety coverage attest)."),
    LONG(
        "long",
        "It is longer than --history-up-to: raise that, or read archived logs (--from ARCHIVE"
            + " --complete)."),
    OLD_AND_LONG(
        "old",
        "Event history has the last 90 days of it: raise --history-up-to. For what is older read"
            + " archived logs (--from ARCHIVE --complete), or look into them and attest it (ninety"
            + " coverage attest)."),
    LATE("late", "Its end is read next time: the events of the last hour may not be there yet."),
    SILENT(
        "silent",
        "CloudTrail's signs of life do not come, so its event history may be late, too: what is"
            + " later than the last of them is mended once they come again."),
    OTHERS(
        "other-account",
        "The event history of other accounts was not read: name a role of each with"
            + " --history-role."),
    NOT_STATED("not-stated", "The archive was read, and nobody states that it is --complete."),
    UNREAD("unread", "Not all of it was read: see what was not, and run it again.");

    private final String word;
    private final String todo;

    Why(String word, String todo) {
      this.word = word;
      this.todo = todo;
    }

    String word() {
      return word;
    }

    String todo() {
      return todo;
    }
  }

  private static Optional<Why> why(List<GapPlan.Left> parts) {
    Set<GapPlan.Why> whys = parts.stream().map(GapPlan.Left::why).collect(Collectors.toSet());
    return switch (whys.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(whys.contains(GapPlan.Why.OLD) ? Why.OLD : Why.LONG);
      default -> Optional.of(Why.OLD_AND_LONG);
    };
  }

  private Why why(Span gap) {
    Optional<Why> planned =
        why(plan.left().stream().filter(it -> !it.gap().overlap(gap).isZero()).toList());
    if (planned.isPresent()) {
      return planned.get();
    }
    if (!gap.from().isBefore(now.minus(HistoryTime.LATE))) {
      return Why.LATE;
    }
    if (gap.to().isAfter(because.delivered())
        && plan.history().stream().anyMatch(it -> !it.overlap(gap).isZero())) {
      return Why.SILENT;
    }
    boolean archived = plan.archive().stream().anyMatch(it -> !it.overlap(gap).isZero());
    if (archived && !because.stated()) {
      return Why.NOT_STATED;
    }
    return because.others() && !archived ? Why.OTHERS : Why.UNREAD;
  }
}
