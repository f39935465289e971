package ninety.cli.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ninety.app.Sources;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.ReconciliationView;
import ninety.cli.terminal.TimeLine;
import ninety.coverage.Archived;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Attestations;
import ninety.coverage.Coverage;
import ninety.coverage.Doubt;
import ninety.coverage.Doubts;
import ninety.coverage.Listening;
import ninety.coverage.Missed;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.user.Author;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import org.junit.jupiter.api.Test;

/** S7: all that is known of the time since coverage began. */
public final class CoverageViewTest {

  private static final Instant BEGUN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOW = BEGUN.plus(Duration.ofHours(580));
  private static final Source FRANKFURT = new Source("111122223333", "eu-central-1");
  private static final ReconciliationView COMPARED =
      new ReconciliationView(
          new Reconciliation.Latest(
              Optional.of(
                  new Reconciliation(
                      BEGUN, new IdentityStoreId("d-9067642ac7"), 4812, Map.of(), 0)),
              Optional.empty()),
          Optional.empty());
  private static final Source TRAIL = FRANKFURT.as(Source.Kind.CLOUDTRAIL);

  @Test
  void it_is_a_list_and_a_line_of_characters() {
    CoverageView view = view(everything(), attestations());

    assertEquals(
        """
        Processed up to 2026-03-25T03:39:00Z (21 min behind the clock)
        Listening since 2026-03-01T00:00:00Z; 2 gaps, 12 h in all, the last until 2026-03-14T14:00:00Z
        In doubt since 2026-03-23T16:00:00Z: events wait in the queue of undelivered events
        Compared with the directory at 2026-03-01T00:00:00Z: 4812 users of identity store d-9067642ac7

        WHAT      FROM                  TO                    HOW LONG  WHICH
        heard     2026-03-01T00:00:00Z  2026-03-25T04:00:00Z  24 d      111122223333/eu-central-1
        heard     2026-03-01T00:00:00Z  2026-03-05T04:00:00Z  4 d       111122223333/eu-central-1/cloudtrail
        heard     2026-03-06T14:00:00Z  2026-03-25T03:54:00Z  18 d      111122223333/eu-central-1/cloudtrail
        lost      2026-03-14T12:00:00Z  2026-03-14T14:00:00Z  2 h       expired in the stream
        lost      2026-03-20T00:00:00Z  2026-03-21T00:00:00Z  24 h      expired undelivered
        verified  2026-03-05T14:00:00Z  2026-03-05T18:00:00Z  4 h       read and verified
        read      2026-03-05T18:00:00Z  2026-03-05T20:00:00Z  2 h       stated by ann, kim
        in doubt  2026-03-23T16:00:00Z  2026-03-25T04:00:00Z  36 h      waits undelivered
        gap       2026-03-05T04:00:00Z  2026-03-05T14:00:00Z  10 h
        gap       2026-03-14T12:00:00Z  2026-03-14T14:00:00Z  2 h

        ID        STATE     WHAT      FROM                  TO                    BY   REASON
        5e6f7a8b  in-force  attested  2026-03-05T20:00:00Z  2026-03-06T14:00:00Z  kim  read?CloudTrail
        6e6f7a8b  in-force  attested  2026-03-20T00:00:00Z  2026-03-21T00:00:00Z  kim  read?CloudTrail

        2026-03-01T00:00:00Z to 2026-03-25T04:00:00Z, 10 h a character
        111122223333/eu-central-1
                           |==========================================================|
        111122223333/eu-central-1/cloudtrail
                           |==========...-============================================|
        lost               |                                x            xxx          |
        verified           |           v                                              |
        read               |           r                                              |
        attested           |           aaa                               aaa          |
        in doubt           |                                                      ????|
        gaps left          |          !                     !                         |
        = heard, - heard at times, . silent
        """,
        printed(out -> view.print(false, true, out)));
  }

  @Test
  void what_was_revoked_is_shown_where_all_is_asked_for() {
    CoverageView view = view(everything(), attestations());

    String all = printed(out -> view.print(true, true, out));

    assertTrue(all.contains("7e6f7a8b  revoked   said to be lost"), all);
  }

  /** No line of the time line is longer than 80, however a source is called. */
  @Test
  void the_time_line_is_that_of_the_documentation() throws IOException {
    String line =
        printed(out -> view(everything(), attestations()).print(false, true, out))
            .lines()
            .dropWhile(it -> !it.contains(" a character"))
            .collect(Collectors.joining("\n"));

    assertTrue(line.lines().allMatch(it -> it.length() <= 80), line);
    assertTrue(Files.readString(Path.of("../docs/coverage.md")).contains(line), line);
  }

  @Test
  void the_time_line_names_whole_seconds() {
    StringWriter text = new StringWriter();
    Instant from = BEGUN.plusNanos(123_456_789);
    new TimeLine(from, from.plus(Duration.ofHours(580))).header(new PrintWriter(text, true));

    assertEquals(
        "2026-03-01T00:00:00Z to 2026-03-25T04:00:00Z, 10 h a character", text.toString().strip());
  }

  /** The first line counts gaps from the beginning on, which a gap that was there from it moves. */
  @Test
  void a_gap_before_listening_began_is_marked_as_that() {
    Coverage late =
        new Coverage(
            Optional.of(BEGUN),
            List.of(),
            Map.of("shardId-000000000000", new Progress(NOW, false)),
            Map.of(FRANKFURT, new Listening(List.of(hours(5, 100), hours(134, 580)))));
    String printed = printed(out -> view(late, Attestations.NONE).print(false, true, out));

    assertTrue(
        printed.contains("Listening since 2026-03-01T05:00:00Z; 1 gap, 34 h in all, the last"),
        printed);
    assertEquals(
        List.of(
            "gap    2026-03-01T00:00:00Z  2026-03-01T05:00:00Z  5 h       before listening",
            "gap    2026-03-05T04:00:00Z  2026-03-06T14:00:00Z  34 h"),
        printed.lines().filter(it -> it.startsWith("gap ")).toList());
  }

  /** S1: every report says so, in the same words. */
  @Test
  void where_no_sign_of_life_of_a_trail_is_expected_that_is_said() {
    CoverageView view =
        new CoverageView(
            new FeedView(
                everything(),
                new Sources.Expected(Set.of(FRANKFURT), Set.of(FRANKFURT), Duration.ofHours(1)),
                NOW),
            attestations(),
            COMPARED,
            Missed.NONE);

    String printed = printed(out -> view.print(false, true, out));
    assertTrue(
        printed.contains(
            "\nNo sign of life of CloudTrail is expected from 111122223333/eu-central-1: a trail or"
                + " rule that stops there goes unnoticed.\n"),
        printed);
    assertEquals(List.of("111122223333/eu-central-1"), view.fields().get("noSignOfLifeFrom"));
  }

  @Test
  void machines_get_one_object_with_all_of_it() {
    CoverageView view = view(everything(), attestations());

    assertEquals(
        """
        {"now":"2026-03-25T04:00:00Z","coverageFrom":"2026-03-01T00:00:00Z",\
        "coverageSince":"2026-03-01T00:00:00Z",\
        "horizon":{"at":"2026-03-25T03:39:00Z","lagSeconds":1260,"limitSeconds":3600,"late":false,\
        "heldBackBy":"source","signOfLife":"cloudtrail","region":"eu-central-1",\
        "source":"111122223333/eu-central-1/cloudtrail","otherSignComes":true},\
        "heard":{"111122223333/eu-central-1":[{"from":"2026-03-01T00:00:00Z",\
        "to":"2026-03-25T04:00:00Z"}],\
        "111122223333/eu-central-1/cloudtrail":[{"from":"2026-03-01T00:00:00Z","to":"2026-03-05T04:00:00Z"},\
        {"from":"2026-03-06T14:00:00Z","to":"2026-03-25T03:54:00Z"}]},\
        "lost":[{"from":"2026-03-14T12:00:00Z","to":"2026-03-14T14:00:00Z"}],\
        "undeliveredLost":[{"from":"2026-03-20T00:00:00Z","to":"2026-03-21T00:00:00Z"}],\
        "read":[{"from":"2026-03-05T14:00:00Z","to":"2026-03-05T20:00:00Z"}],\
        "readVerified":[{"from":"2026-03-05T14:00:00Z","to":"2026-03-05T18:00:00Z"}],\
        "readStated":[{"from":"2026-03-05T18:00:00Z","to":"2026-03-05T20:00:00Z"}],\
        "readStatedBy":[{"by":"ann","at":"2026-03-24T18:00:00Z"},{"by":"kim","at":"2026-03-24T19:00:00Z"}],\
        "attestations":[{"id":"5e6f7a8b","state":"in-force","what":"complete",\
        "from":"2026-03-05T20:00:00Z","to":"2026-03-06T14:00:00Z","reason":"read\\nCloudTrail",\
        "added":{"by":"kim","at":"2026-03-21T20:00:00Z"},"revoked":null},\
        {"id":"6e6f7a8b","state":"in-force","what":"complete",\
        "from":"2026-03-20T00:00:00Z","to":"2026-03-21T00:00:00Z","reason":"read\\nCloudTrail",\
        "added":{"by":"kim","at":"2026-03-21T20:00:00Z"},"revoked":null},\
        {"id":"7e6f7a8b","state":"revoked","what":"lost",\
        "from":"2026-03-09T08:00:00Z","to":"2026-03-09T18:00:00Z","reason":"read\\nCloudTrail",\
        "added":{"by":"kim","at":"2026-03-21T20:00:00Z"},\
        "revoked":{"by":"ann","at":"2026-03-25T03:00:00Z","reason":"was wrong"}}],\
        "inDoubt":{"from":"2026-03-23T16:00:00Z","to":"2026-03-25T04:00:00Z"},\
        "doubts":[{"noticed":"2026-03-24T18:00:00Z","since":"2026-03-23T16:00:00Z",\
        "seen":"2026-03-25T03:00:00Z",\
        "givenUp":[{"from":"2026-03-24T16:00:00Z","to":"2026-03-24T16:00:00Z"}],"ended":null}],\
        "gaps":[{"from":"2026-03-05T04:00:00Z","to":"2026-03-05T14:00:00Z"},\
        {"from":"2026-03-14T12:00:00Z","to":"2026-03-14T14:00:00Z"}],\
        "noSignOfLifeFrom":[],"populationKnown":true,"reconciliation":{"done":{\
        "at":"2026-03-01T00:00:00Z","store":"d-9067642ac7","listed":4812,"created":0,"back":0,\
        "gone":0,"disabled":0,"enabled":0,"renamed":0,"missedByEvents":0},"refused":null},\
        "missed":[]}\
        """,
        Json.line(view.fields()));
  }

  @Test
  void before_coverage_began_there_is_nothing_to_show() {
    CoverageView view = view(Coverage.NONE, Attestations.NONE);

    assertEquals(
        """
        Processed up to no time
        Not checked: no consumer is known to have run, so nothing is known of anybody. Start 'ninety process'.
        Not listening yet: no user can be judged
        Compared with the directory at 2026-03-01T00:00:00Z: 4812 users of identity store d-9067642ac7
        """,
        printed(out -> view.print(false, true, out)));
  }

  public static Coverage everything() {
    return new Coverage(
        Optional.of(BEGUN),
        new Archived(
            List.of(hours(110, 114)),
            List.of(hours(114, 116)),
            List.of(new Author("ann", hour(570)), new Author("kim", hour(571)))),
        attestations().stated(),
        List.of(hours(324, 326)),
        new Doubts(
            List.of(
                new Doubt(
                    hour(570),
                    hour(544),
                    List.of(hours(568, 568)),
                    hour(579),
                    false,
                    Optional.empty())),
            List.of(hours(456, 480)),
            1),
        Map.of("shardId-000000000000", new Progress(NOW, false)),
        Map.of(
            FRANKFURT,
            new Listening(List.of(hours(0, 580))),
            TRAIL,
            new Listening(List.of(hours(0, 100), hours(134, 579.9)))));
  }

  public static Attestations attestations() {
    Attestation revoked = attestation("7e6f7a8b", What.LOST, hours(200, 210));
    return new Attestations(
        List.of(
            attestation("5e6f7a8b", What.COMPLETE, hours(116, 134)),
            attestation("6e6f7a8b", What.COMPLETE, hours(456, 480)),
            new Attestation(
                revoked.id(),
                revoked.what(),
                revoked.span(),
                revoked.reason(),
                revoked.author(),
                Optional.of(new Revocation(new Author("ann", hour(579)), "was wrong")))));
  }

  private static Attestation attestation(String id, What what, Span span) {
    return new Attestation(
        id, what, span, "read\nCloudTrail", new Author("kim", hour(500)), Optional.empty());
  }

  public static CoverageView view(Coverage coverage, Attestations attestations) {
    return new CoverageView(
        new FeedView(
            coverage,
            new Sources.Expected(coverage.sources().keySet(), Set.of(), Duration.ofHours(1)),
            NOW),
        attestations,
        COMPARED,
        Missed.NONE);
  }

  private static Instant hour(double hours) {
    return BEGUN.plusSeconds(Math.round(hours * 3_600));
  }

  private static Span hours(double from, double to) {
    return new Span(hour(from), hour(to));
  }

  private static String printed(Consumer<PrintWriter> print) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    print.accept(out);
    out.flush();
    return text.toString();
  }
}
