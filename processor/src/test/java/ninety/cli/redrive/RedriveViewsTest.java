package ninety.cli.redrive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import ninety.cli.Ninety;
import ninety.cli.redrive.QueueName.Kind;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.TextTable;
import ninety.redrive.Listing;
import ninety.redrive.Redriven;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `ninety redrive` prints, for people and for machines, and what it refuses. */
final class RedriveViewsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final QueueName DEAD =
      new QueueName(
          Kind.DEAD_LETTERS, "https://sqs.eu-central-1.amazonaws.com/111122223333/ninety-dead");
  private static final QueueName UNSENT =
      new QueueName(Kind.UNSENT, "https://sqs.eu-west-1.amazonaws.com/444455556666/ninety-unsent");

  private static final ListingView LISTING =
      new ListingView(
          List.of(
              new ListingView.Queue(
                  DEAD,
                  new Listing(
                      List.of(
                          new Listing.Group(
                              Optional.of("untrusted-source"),
                              Optional.of("shardId-000000000001"),
                              Optional.of("observed sign-in"),
                              112,
                              Duration.ofHours(52)),
                          new Listing.Group(
                              Optional.of("not-json"),
                              Optional.of("shardId-000000000000"),
                              Optional.of("rejected not-json"),
                              3,
                              Duration.ofMinutes(90))),
                      115,
                      120)),
              new ListingView.Queue(UNSENT, new Listing(List.of(), 0, 0))));

  @Test
  void a_list_has_a_line_for_each_kind_of_message_and_fits_a_terminal() {
    String table = printed(out -> LISTING.print(false, out));

    assertTrue(table.lines().allMatch(line -> line.length() <= TextTable.TERMINAL), table);
    assertTrue(table.contains("112"), table);
    assertTrue(table.contains("2d 4h"), table);
    assertTrue(table.contains("1h 30m"), table);
    assertTrue(table.contains("dead-letters: about 5 more messages were not looked at."), table);
    String wide = printed(out -> LISTING.print(true, out));
    assertTrue(wide.contains("unsent 444455556666/eu-west-1  0"), wide);
    assertTrue(wide.contains("untrusted-source  shardId-000000000001  observed sign-in"), wide);
  }

  @Test
  void a_list_for_machines_has_a_line_for_each_kind_and_one_for_each_queue() throws Exception {
    List<String> lines = printed(LISTING::lines).lines().toList();

    assertEquals(4, lines.size());
    JsonNode first = JSON.readTree(lines.get(0));
    assertEquals("dead-letters", first.path("queue").textValue());
    assertEquals(112, first.path("messages").asInt());
    assertEquals(Duration.ofHours(52).toSeconds(), first.path("oldestSeconds").asLong());
    assertEquals("observed sign-in", first.path("now").textValue());
    assertEquals(120, JSON.readTree(lines.get(2)).path("inQueue").asInt());
    assertEquals("unsent", JSON.readTree(lines.get(3)).path("queue").textValue());
  }

  private static final Redriven PARTLY =
      new Redriven(
          new TreeMap<>(Map.of("observed sign-in", 7L, "ignored other-call", 2L)),
          new TreeMap<>(Map.of("not-json", 1L, "untrusted-source", 2L)),
          new TreeMap<>(Map.of("not-json", "It is \u001b[31mnot JSON.", "untrusted-source", "No.")),
          2,
          1,
          1,
          4,
          Optional.of(8L),
          Optional.of("the users table takes nothing now"));

  @Test
  void what_came_back_and_what_stayed_is_said_in_sentences() {
    RedrivenView view =
        new RedrivenView(
            DEAD, PARTLY, Optional.of(new TreeMap<>(Map.of("written", 6L, "unchanged", 1L))));

    assertEquals(
        """
        dead-letters: 9 messages brought back: 2 ignored other-call, 7 observed sign-in.
        Users: 1 unchanged, 6 written.
        3 messages failed again and stay in the queue, 2 under a new reason: 1 not-json, 2 untrusted-source.
          not-json: It is ?[31mnot JSON.
          untrusted-source: No.
        Stopped, since the users table takes nothing now: 1 message was not brought back. Run it again.
        1 message could not be deleted and may come again, which changes nothing.
        About 8 messages are in the queue now.
        """,
        printed(view::print));
  }

  @Test
  void where_all_came_back_little_is_said() {
    Redriven all =
        new Redriven(
            new TreeMap<>(Map.of("on the stream", 1L)),
            new TreeMap<>(),
            new TreeMap<>(),
            0,
            0,
            0,
            0,
            Optional.of(0L),
            Optional.empty());

    assertEquals(
        """
        unsent 444455556666/eu-west-1: 1 message brought back: 1 on the stream.
        The queue is empty now.
        """,
        printed(new RedrivenView(UNSENT, all, Optional.empty())::print));
  }

  @Test
  void what_came_back_is_one_line_for_machines() throws Exception {
    JsonNode line = JSON.readTree(printed(new RedrivenView(DEAD, PARTLY, Optional.empty())::line));

    assertEquals(9, line.path("broughtBack").asInt());
    assertEquals(2, line.at("/stayed/untrusted-source").asInt());
    assertEquals(2, line.path("newReasons").asInt());
    assertFalse(line.path("complete").booleanValue());
    assertTrue(line.path("users").isNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redrive list | No queue is named",
        "redrive dead-letters | --dead-letter-queue is missing (or set NINETY_DEAD_LETTER_QUEUE)",
        "redrive undelivered --undelivered u | --stream is missing (or set NINETY_STREAM)",
        "redrive unsent --stream s | --unsent is missing (or set NINETY_UNSENT)",
        "redrive alerts-unread | --alerts-unread is missing (or set NINETY_ALERTS_UNREAD)",
        "redrive alerts-unread --alerts-unread u --rate 501 | --rate: '501'",
        "redrive dead-letters --dead-letter-queue u --max 0 | --max: '0'",
        "redrive dead-letters --dead-letter-queue u --older-than soon | --older-than: 'soon'",
        "sweep --alert-queue q --resend --every 5m | --resend: it is done once",
        "sweep --alert-queue q --resend --yes none | --yes: 'none'",
      })
  void a_mistake_is_said_before_anything_is_asked(String command, String mistake) {
    StringWriter err = new StringWriter();

    int code =
        Ninety.run(
            Clock.systemUTC(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            command.split(" ", -1));

    assertEquals(Exit.MISUSED, code, err.toString());
    assertTrue(err.toString().contains(mistake), err.toString());
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0s", "PT59S, 59s", "PT61S, 1m", "PT3H4M, 3h 4m", "P13DT23H59M, 13d 23h"})
  void an_age_is_in_two_units(Duration age, String words) {
    assertEquals(words, ListingView.age(age));
  }

  private static String printed(Consumer<PrintWriter> print) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    print.accept(out);
    out.flush();
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
