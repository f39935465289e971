package ninety.cli.process;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.TextTable;
import ninety.ingest.Counts.Tally;

/** The counts of a consumer, for people and machines to read. */
record TallyView(Tally tally) {

  /** For the log. */
  String line() {
    return ("received %d; observed %s; ignored %s; rejected %s; users written %d, unchanged %d,"
            + " left to a newer version %d; unknown credential words %d")
        .formatted(
            tally.received(),
            parts(tally.observed()),
            parts(tally.ignored()),
            parts(tally.rejected()),
            tally.usersWritten(),
            tally.usersUnchanged(),
            tally.usersLeftToNewer(),
            tally.unknownCredentialWords());
  }

  private static String parts(SortedMap<String, Long> counts) {
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    return counts.isEmpty()
        ? "0"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", sum + " (", ")"));
  }

  void print(Output form, PrintWriter out) {
    switch (form) {
      case JSON -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("received", tally.received());
        fields.put("observed", tally.observed());
        fields.put("ignored", tally.ignored());
        fields.put("rejected", tally.rejected());
        fields.put("usersWritten", tally.usersWritten());
        fields.put("usersUnchanged", tally.usersUnchanged());
        fields.put("usersLeftToNewer", tally.usersLeftToNewer());
        fields.put("unknownCredentialWords", tally.unknownCredentialWords());
        out.println(Json.line(fields));
      }
      case TABLE -> {
        TextTable table = new TextTable("OUTCOME", "KIND OR REASON", "RECORDS");
        tally.observed().forEach((kind, n) -> table.row("observed", kind, n.toString()));
        tally.ignored().forEach((reason, n) -> table.row("ignored", reason, n.toString()));
        tally.rejected().forEach((fault, n) -> table.row("rejected", fault, n.toString()));
        table.row("received", "", Long.toString(tally.received()));
        table.print(out);
        out.printf(
            "%d writes of users; %d times nothing to write%n",
            tally.usersWritten(), tally.usersUnchanged());
        if (tally.usersLeftToNewer() > 0) {
          out.printf("%d times left to a newer version%n", tally.usersLeftToNewer());
        }
        if (tally.unknownCredentialWords() > 0) {
          out.printf(
              "%d words of credentials that this version does not know%n",
              tally.unknownCredentialWords());
        }
      }
    }
    out.flush();
  }
}
