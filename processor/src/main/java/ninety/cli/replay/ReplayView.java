package ninety.cli.replay;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.TextTable;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.ingest.Counts.Tally;
import ninety.replay.Replay;
import ninety.replay.Replayed;
import ninety.user.Author;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to, for people and machines to read.
 *
 * @param ground on what it rests that nothing was missing
 */
record ReplayView(Replayed replayed, Tally tally, Ground ground, boolean dryRun) {

  /**
   * What coverage may grow by.
   *
   * @param whole by what was wholly read, since somebody states that the archive is complete, or it
   *     is CloudTrail's event history
   * @param digests whether CloudTrail's digests were checked
   */
  record Ground(boolean whole, boolean digests) {
    boolean any() {
      return whole || digests;
    }

    /**
     * What was read of an archive as coverage; empty where nobody answers for it and no digests
     * were checked. What the digests show to be lacking nobody's word makes whole.
     *
     * @param author says who states it, where that counts
     */
    Optional<Backfill> covers(Replayed replayed, Supplier<Author> author) {
      Backfill proven = Backfill.proven(replayed.verified());
      if (whole && !refuted(replayed)) {
        return Optional.of(proven.join(Backfill.stated(replayed.whole(), author.get())));
      }
      return digests ? Optional.of(proven) : Optional.empty();
    }

    boolean refuted(Replayed replayed) {
      return whole && digests && !replayed.isComplete();
    }
  }

  private static final long KIBIBYTE = 1 << 10;

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("dryRun", dryRun);
    fields.put("files", replayed.files());
    fields.put("bytes", replayed.bytes());
    fields.put("received", tally.received());
    fields.put("observed", tally.observed());
    fields.put("ignored", tally.ignored());
    fields.put("rejected", tally.rejected());
    fields.put("usersWritten", tally.usersWritten());
    fields.put("usersUnchanged", tally.usersUnchanged());
    fields.put(
        "unread",
        replayed.unread().stream()
            .map(each -> Map.of("file", each.name(), "why", each.why()))
            .toList());
    fields.put("alsoUnread", replayed.alsoUnread());
    fields.put("filesLeft", replayed.left());
    fields.put("read", spans(replayed.whole()).toList());
    fields.put("verified", spans(replayed.verified()).toList());
    fields.put("covered", covered());
    return fields;
  }

  private boolean covered() {
    return ground.any() && !dryRun;
  }

  private static Stream<Map<String, String>> spans(Map<Source, List<Span>> places) {
    return places.entrySet().stream()
        .flatMap(place -> place.getValue().stream().map(span -> span(place.getKey(), span)));
  }

  private static Map<String, String> span(Source place, Span span) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("place", place.place());
    fields.put("from", span.from().toString());
    fields.put("to", span.to().toString());
    return fields;
  }

  void print(PrintWriter out) {
    print(out, "%d files, %s".formatted(replayed.files(), size(replayed.bytes())));
  }

  private static String size(long bytes) {
    long kibibytes = Math.ceilDiv(bytes, KIBIBYTE);
    return kibibytes < KIBIBYTE ? kibibytes + " KiB" : kibibytes / KIBIBYTE + " MiB";
  }

  /**
   * The same.
   *
   * @param read how much was read
   */
  void print(PrintWriter out, String read) {
    TextTable table = new TextTable("OUTCOME", "KIND OR REASON", "RECORDS");
    rows("observed", tally.observed(), table);
    rows("ignored", tally.ignored(), table);
    rows("rejected", tally.rejected(), table);
    table.row("received", "", Long.toString(tally.received()));
    table.print(out);
    out.printf(
        "%s; %d writes of users, %d times nothing to write%n",
        read, tally.usersWritten(), tally.usersUnchanged());
    if (dryRun) {
      out.println("A dry run: nothing was written.");
    }
  }

  private static void rows(String outcome, SortedMap<String, Long> counts, TextTable table) {
    counts.forEach((kind, number) -> table.row(outcome, kind, number.toString()));
  }

  /**
   * Of which days all was read, and what follows.
   *
   * @param now coverage with what was read
   */
  List<String> coverage(Coverage now) {
    List<String> lines = new ArrayList<>();
    if (ground.whole() || !ground.digests()) {
      lines(replayed.whole(), "No day was wholly read of %s.", "All was read of %s from %s to %s.")
          .forEach(lines::add);
    }
    lines(
            replayed.verified(),
            "No time was verified of %s.",
            "Read and verified: %s from %s to %s.")
        .forEach(lines::add);
    if (replayed.left() > 0) {
      lines.add(
          "%d log files were left, since no valid digest names them (yet)."
              .formatted(replayed.left()));
    }
    if (ground.refuted(replayed)) {
      lines.add(
          "Only what was verified counts as covered: the digests show that the archive is not"
              + " complete.");
    }
    if (covered()) {
      lines.add(covering(now));
    } else if (!ground.any() && !replayed.whole().isEmpty()) {
      lines.add("Coverage stays as it is: nobody states that the archive is --complete.");
    }
    return lines;
  }

  private static Stream<String> lines(Map<Source, List<Span>> places, String none, String each) {
    return places.entrySet().stream()
        .flatMap(place ->
            place.getValue().isEmpty()
                ? Stream.of(none.formatted(place.getKey().place()))
                : place.getValue().stream()
                    .map(span ->
                        each.formatted(
                            place.getKey().place(),
                            HorizonView.seconds(span.from()),
                            HorizonView.seconds(span.to()))));
  }

  private static String covering(Coverage now) {
    return now.from()
        .map(from -> "Coverage begins at %s.".formatted(HorizonView.seconds(from)))
        .orElse("Coverage begins when the consumer runs for the first time.");
  }

  /** The files that were not wholly read, one line each. */
  List<String> unread() {
    List<String> lines = new ArrayList<>();
    replayed.unread().forEach(each -> lines.add(each.name() + ": " + each.why()));
    if (replayed.alsoUnread() > 0) {
      lines.add("%d more files were not wholly read".formatted(replayed.alsoUnread()));
    }
    return lines;
  }

  /** How far it is, how fast, and how long it will take. */
  static String progress(Replay.Progress progress, Instant began, Clock clock) {
    double seconds = Math.max(0.001, Duration.between(began, clock.instant()).toMillis() / 1000.0);
    double left =
        progress.bytes() == 0
            ? 0
            : seconds * (progress.allBytes() - progress.bytes()) / progress.bytes();
    return "%d of %d files, %d records, %.0f a second, %s left"
        .formatted(
            progress.files(),
            progress.allFiles(),
            progress.tally().received(),
            progress.tally().received() / seconds,
            left >= 90 ? "%.0f min".formatted(left / 60) : "%.0f s".formatted(left));
  }
}
