package ninety.cli.coverage;

import static java.time.ZoneOffset.UTC;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cli.terminal.AuthorView;
import ninety.cli.terminal.Csv;
import ninety.cli.terminal.Days;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.MissedView;
import ninety.cli.terminal.ReconciliationView;
import ninety.cli.terminal.TextTable;
import ninety.cli.terminal.TimeLine;
import ninety.coverage.Attestation;
import ninety.coverage.Attestations;
import ninety.coverage.Coverage;
import ninety.coverage.Doubt;
import ninety.coverage.Listening;
import ninety.coverage.Missed;
import ninety.coverage.MissedDay;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.user.Author;
import org.jspecify.annotations.Nullable;

/** The time since coverage began, as far as it is known, for people and machines to read. */
public record CoverageView(
    FeedView source, Attestations attestations, ReconciliationView compared, Missed missed) {

  private static final int MOST_CHARACTERS = 60;

  /** A list, and a line of characters for each part of it. */
  public void print(boolean all, boolean wide, PrintWriter out) {
    words().forEach(out::println);
    new MissedView(missed).words().forEach(out::println);
    if (coverage().from().isEmpty()) {
      return;
    }
    out.println();
    list(wide, out);
    people(all, wide, out);
    out.println();
    timeLine(out);
  }

  /** The lines that hold whatever is looked at. */
  List<String> words() {
    return Stream.concat(source.words().stream(), compared.words().stream()).toList();
  }

  private void list(boolean wide, PrintWriter out) {
    TextTable table = new TextTable("WHAT", "FROM", "TO", "HOW LONG", "WHICH");
    each((what, span, which) ->
        table.row(
            what,
            wide ? span.from().toString() : Days.minute(span.from()),
            wide ? span.to().toString() : Days.minute(span.to()),
            HorizonView.rough(span.length()),
            which));
    table.print(wide, out);
  }

  /** A taker of a line of the list. */
  private interface Line {
    void of(String what, Span span, String which);
  }

  private void each(Line line) {
    heard().forEach((name, spans) -> spans.forEach(span -> line.of("heard", span, name)));
    coverage().lost().forEach(span -> line.of("lost", span, "expired in the stream"));
    coverage().doubts().lost().forEach(span -> line.of("lost", span, "expired undelivered"));
    coverage().read().proven().forEach(span -> line.of("verified", span, "read and verified"));
    coverage().read().stated().forEach(span -> line.of("read", span, stated()));
    inDoubt().forEach(span -> line.of("in doubt", span, "waits undelivered"));
    source.gaps().forEach(gap -> line.of("gap", gap, where(gap)));
  }

  /** On whose word it rests that nothing was missing from what was read. */
  private String stated() {
    List<Author> authors = coverage().read().authors();
    return authors.isEmpty()
        ? "stated, not recorded by whom"
        : "stated by "
            + authors.stream().map(Author::by).distinct().collect(Collectors.joining(", "));
  }

  /** The list, and what people attest. */
  public Csv csv(boolean all) {
    Csv csv = new Csv("what", "from", "to", "seconds", "which", "id", "state", "by", "reason");
    each((what, span, which) ->
        csv.row(
            what,
            span.from(),
            span.to(),
            span.length().toSeconds(),
            which,
            null,
            null,
            null,
            null));
    for (Attestation each : shown(all)) {
      AttestationView view = new AttestationView(each);
      csv.row(
          view.what(),
          each.span().from(),
          each.span().to(),
          each.span().length().toSeconds(),
          null,
          each.id(),
          view.state(),
          each.author().by(),
          each.reason());
    }
    missed.days().forEach((day, found) -> missed(csv, day, found));
    return csv;
  }

  /** A line for a day of which it was counted what never came by the stream. */
  private static void missed(Csv csv, LocalDate day, MissedDay found) {
    csv.row(
        "missed",
        day.atStartOfDay(UTC).toInstant(),
        day.plusDays(1).atStartOfDay(UTC).toInstant(),
        Duration.ofDays(1).toSeconds(),
        found.from(),
        null,
        "at least " + found.count(),
        null,
        MissedView.sentence(day, found));
  }

  private List<Attestation> shown(boolean all) {
    return attestations.all().stream().filter(each -> all || each.inForce()).toList();
  }

  /**
   * The first line counts only gaps after the beginning, which one that was there from it moves.
   */
  private String where(Span gap) {
    return source.observed().filter(it -> !gap.to().isAfter(it.from())).isPresent()
        ? "before listening"
        : "";
  }

  private void people(boolean all, boolean wide, PrintWriter out) {
    List<Attestation> shown = shown(all);
    if (shown.isEmpty()) {
      return;
    }
    out.println();
    TextTable table =
        wide
            ? new TextTable("ID", "STATE", "WHAT", "FROM", "TO", "BY", "REASON")
            : new TextTable("ID", "STATE", "WHAT", "FROM", "TO", "BY");
    for (Attestation each : shown) {
      AttestationView view = new AttestationView(each);
      Span span = each.span();
      String by = each.author().by();
      if (wide) {
        table.row(
            each.id(),
            view.state(),
            view.what(),
            span.from().toString(),
            span.to().toString(),
            by,
            shortened(each.reason()));
      } else {
        table.row(
            each.id(),
            view.state(),
            view.what(),
            Days.minute(span.from()),
            Days.minute(span.to()),
            by);
      }
    }
    table.print(wide, out);
  }

  private void timeLine(PrintWriter out) {
    Instant from = coverage().from().orElse(source.now());
    if (!from.isBefore(source.now())) {
      return;
    }
    TimeLine line = new TimeLine(from, source.now());
    line.header(out);
    TimeLine.Marks marks = new TimeLine.Marks('=', '-', '.');
    heard().forEach((name, spans) -> line.share(name, untilNow(spans), marks, out));
    List<Span> lost =
        Stream.of(coverage().lost(), coverage().doubts().lost(), coverage().stated().lost())
            .flatMap(List::stream)
            .toList();
    line.any("lost", lost, 'x', out);
    line.any("verified", coverage().read().proven(), 'v', out);
    line.any("read", coverage().read().stated(), 'r', out);
    line.any("attested", coverage().stated().complete(), 'a', out);
    line.any("in doubt", inDoubt(), '?', out);
    line.any("gaps left", source.gaps(), '!', out);
    out.println("= heard, - heard at times, . silent");
  }

  /** A source that was heard of late is heard still. */
  private List<Span> untilNow(List<Span> spans) {
    List<Span> all = new ArrayList<>(spans);
    if (!spans.isEmpty()
        && spans.getLast().to().isBefore(source.now())
        && !spans.getLast().to().plus(Listening.REACH).isBefore(source.now())) {
      all.add(new Span(spans.getLast().to(), source.now()));
    }
    return all;
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("now", source.now().toString());
    fields.put("coverageFrom", Json.text(coverage().from()));
    fields.put("coverageSince", Json.text(source.observed().map(Observed::from)));
    fields.put("horizon", source.horizon().fields());
    Map<String, Object> sources = new LinkedHashMap<>();
    heard().forEach((name, spans) -> sources.put(name, FeedView.fields(spans)));
    fields.put("heard", sources);
    fields.put("lost", FeedView.fields(coverage().lost()));
    fields.put("undeliveredLost", FeedView.fields(coverage().doubts().lost()));
    fields.put("read", FeedView.fields(coverage().read().all()));
    fields.put("readVerified", FeedView.fields(coverage().read().proven()));
    fields.put("readStated", FeedView.fields(coverage().read().stated()));
    fields.put(
        "readStatedBy", coverage().read().authors().stream().map(AuthorView::fields).toList());
    fields.put(
        "attestations",
        attestations.all().stream().map(each -> new AttestationView(each).fields()).toList());
    fields.put("inDoubt", inDoubt().isEmpty() ? null : FeedView.fields(inDoubt().getFirst()));
    fields.put("doubts", coverage().doubts().all().stream().map(CoverageView::fields).toList());
    fields.put("gaps", FeedView.fields(source.gaps()));
    fields.put("noSignOfLifeFrom", source.unproved());
    compared.addTo(fields);
    fields.put("missed", new MissedView(missed).fields());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Doubt doubt) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("noticed", doubt.noticed().toString());
    fields.put("since", doubt.since().toString());
    fields.put("seen", doubt.seen().toString());
    fields.put("givenUp", FeedView.fields(doubt.sent()));
    fields.put("ended", Json.text(doubt.ended().map(Doubt.How::label)));
    return fields;
  }

  private Coverage coverage() {
    return source.coverage();
  }

  private List<Span> inDoubt() {
    return coverage().inDoubt(source.now()).stream().toList();
  }

  private Map<String, List<Span>> heard() {
    Map<String, List<Span>> heard = new TreeMap<>();
    coverage().sources().forEach((from, listening) -> heard.put(from.text(), listening.spans()));
    source.expected().sources().forEach(from -> heard.putIfAbsent(from.text(), List.of()));
    return heard;
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }
}
