package ninety.cli.replay;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ninety.cli.terminal.MissedView;
import ninety.cli.terminal.TextTable;
import ninety.coverage.MissedDay;
import ninety.replay.DayCount;
import ninety.replay.Replayed;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a day, for people and machines to read.
 *
 * @param settled how many users were written afterwards
 */
record DayView(
    LocalDate day,
    MissedDay counted,
    DayCount.Found found,
    Replayed replayed,
    long settled,
    boolean dryRun) {

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(MissedView.fields(day, counted));
    fields.put("dryRun", dryRun);
    fields.put("beforeListening", found.beforeListening());
    fields.put("usersUnreadable", found.users().size());
    fields.put("usersWritten", settled);
    fields.put(
        "unread",
        replayed.unread().stream()
            .map(each -> Map.of("file", each.name(), "why", each.why()))
            .toList());
    fields.put("alsoUnread", replayed.alsoUnread());
    return fields;
  }

  void print(PrintWriter out) {
    if (counted.count() > 0) {
      TextTable table = new TextTable("NEVER CAME", "EVENTS, AT LEAST");
      counted.missed().forEach((kind, number) -> table.row(kind, number.toString()));
      table.print(out);
    }
    out.println(MissedView.sentence(day, counted));
    if (found.beforeListening() > 0) {
      out.printf(
          "%d are from before anything came by the stream, and are not counted.%n",
          found.beforeListening());
    }
    if (dryRun) {
      out.println("A dry run: nothing was written.");
    } else if (settled > 0) {
      out.printf("Writes of users that mended it: %d.%n", settled);
    }
  }

  /** What was not read or could not be judged, one line each. */
  List<String> left() {
    List<String> lines = new ArrayList<>();
    replayed.unread().forEach(each -> lines.add(each.name() + ": " + each.why()));
    if (replayed.alsoUnread() > 0) {
      lines.add("%d more files were not wholly read".formatted(replayed.alsoUnread()));
    }
    lines.addAll(found.users().values());
    return lines;
  }
}
