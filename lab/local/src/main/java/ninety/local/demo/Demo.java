package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import ninety.local.Stack;
import ninety.local.StsLocal;

/**
 * {@code scripts/demo}: a story of a day one and six acts, played by the real product against the
 * local servers.
 *
 * <p>System properties: {@code ninety.root}, the project's folder; {@code ninety.terminal}, whether
 * standard output is one.
 */
final class Demo {

  private final Screen screen;
  private final Instant began = Instant.now();
  private final Story story = new Story(began.truncatedTo(ChronoUnit.SECONDS));
  private final AtomicBoolean failed = new AtomicBoolean();
  private final Ending ending;

  private Demo(Screen screen) {
    this.screen = screen;
    this.ending =
        Ending.armed(
            screen::mute, () -> screen.interrupted("Stopped. Nothing of the demo runs any more."));
  }

  public static void main(String[] arguments) {
    System.exit(new Demo(Screen.standard()).run(List.of(arguments).contains("--keep")));
  }

  private int run(boolean keep) {
    try {
      play(keep);
      return 0;
    } catch (RuntimeException stopped) {
      if (!Ending.underway()) {
        failed.set(true);
        screen.failed(reason(stopped));
      }
      return 1;
    } finally {
      ending.close();
    }
  }

  private static String reason(RuntimeException stopped) {
    return switch (stopped) {
      case DemoFailed failed -> String.valueOf(failed.getMessage());
      case IllegalStateException failed ->
          failed.getMessage() + "\nTry again; if it fails again, report it with what is above.";
      default -> "unexpected: " + stopped + ". Please report it.";
    };
  }

  private void play(boolean keep) {
    introduction();
    Path folder = Folder.temporary();
    ending.undo(() -> removed(folder));
    Servers servers = servers(folder);
    Product product = product(folder, servers);
    screen.command("NINETY_TRIAL=yes ninety " + String.join(" ", Consumer.COMMAND) + "  &");
    Consumer consumer = Consumer.start(product);
    Path copies = folder.resolve("events.jsonl");
    Stage stage = new Stage(screen, story, servers, product, consumer, copies);

    dayOne(stage, folder);
    dayEightySix(stage);
    dayNinety(stage);
    comeback(stage);
    exemption(stage);
    dayNinetySeven(stage);
    silence(stage);
    signatures(stage, servers, product, folder);
    leftovers(stage, servers, consumer, copies);
    if (keep) {
      keep(servers);
    }
  }

  private void introduction() {
    screen.title(
        "ninety, on this machine: real Kinesis, DynamoDB and SQS servers, and no AWS account.");
    screen.say(
        "Three months of sample CloudTrail events are about five people, and none about a sixth;"
            + " see whom ninety notices. One to two minutes after the first build. All commands run"
            + " as a trial (NINETY_TRIAL=yes).");
    screen.blank();
    for (Person person : Person.values()) {
      screen.line(
          "  %s %-12s %s"
              .formatted(Person.brief(person.userId()), person.userName(), person.role()));
    }
    screen.blank();
  }

  private Servers servers(Path folder) {
    Servers servers =
        Progress.during(
            screen,
            () -> "Starting the servers",
            () -> {
              Stack stack = Stack.start(folder);
              ending.undo(stack::close);
              StsLocal sts = StsLocal.start("arn:aws:iam::111122223333:user/demo");
              ending.undo(sts::close);
              return Servers.with(stack, sts);
            });
    screen.say(servers.addresses() + ", all on loopback.");
    screen.say(
        "Made: stream %s (%d shards), table %s, queues ninety-alerts.fifo and ninety-dead-letters."
            .formatted(Servers.STREAM, Servers.SHARDS, Servers.TABLE));
    return servers;
  }

  private Product product(Path folder, Servers servers) {
    Path jar = Path.of(System.getProperty("ninety.root", ""), "processor/target/ninety.jar");
    Product product = new Product(jar.toAbsolutePath(), folder, servers.environment());
    ending.undo(product::close);
    return product;
  }

  private void dayOne(Stage stage, Path folder) {
    Instant at = story.end().minus(Story.DAY_ONE);
    screen.heading("Day one: two weeks ago, ninety is installed");
    screen.say(
        "The table is empty, and whoever does nothing is in no event. So the directory says who"
            + " there is. Its list is a file here, as `aws identitystore list-users` prints it; on"
            + " AWS a task reads it every day.");
    Folder.write(folder.resolve("directory.json"), DayOne.listing(story));
    stage.show(
        "import",
        "--identity-store",
        DayOne.STORE,
        "--from",
        "directory.json",
        "--listed-at",
        at.toString());
    screen.blank();
    int files = DayOne.logs(folder.resolve("trail"), story.archived());
    screen.say(
        "Nobody's past is known yet. CloudTrail's logs of the last three months are in an archive,"
            + " %d files. They are read into the table on the way that the events of the stream"
                .formatted(files)
            + " take:");
    stage.replay(Story.ARCHIVED, "--from", "trail", "--since", Story.since(story.end()));
    stage.users(Optional.of(at));
    screen.say(
        "noa.weber is in none of these events: that she exists is known by the import alone.");
  }

  private void dayEightySix(Stage stage) {
    screen.heading("Act 1: four days ago, day 86");
    List<Envelope> history = story.history();
    screen.say(
        "Since day one events come by the stream: the cast's among others and a few broken ones,"
            + " out of order and some of it twice, as EventBridge delivers.");
    stage.feed(history, Story.HISTORY);
    Instant at = story.end().minus(Story.DAY_86);
    stage.users(Optional.of(at));
    stage.sweep(Optional.of(at), Story.WARNED);
  }

  private void dayNinety(Stage stage) {
    screen.heading("Act 2: today, day 90");
    screen.say(
        "Mara does not come. Omar and Ines do. And a record of a sign-in by Paul, 91 days old,"
            + " arrives late: it must not bring him back.");
    stage.feed(story.envelopes(Story.MEANWHILE), Story.MEANWHILE);
    Instant at = story.end().minus(Story.DAY_90);
    stage.users(Optional.of(at));
    stage.sweep(Optional.of(at), Story.BREACHED);
  }

  private void comeback(Stage stage) {
    screen.heading("Act 3: Mara signs in");
    stage.feed(story.envelopes(Story.COMEBACK), Story.COMEBACK);
    JsonNode resolved = stage.sweep(Optional.empty(), Story.RESOLVED).getFirst();
    stage.users(Optional.empty());
    screen.blank();
    screen.say("The alert as a whole, an OCSF Compliance Finding with the event that proves it:");
    Alerts.whole(screen, resolved);
  }

  private void exemption(Stage stage) {
    screen.heading("Act 4: Lena's account is for emergencies alone");
    stage.show(
        "exempt",
        "add",
        Person.LENA.userId(),
        "--owner",
        "platform-team",
        "--reason",
        "break-glass",
        "--until",
        "30d",
        "--by",
        "demo");
    screen.say(
        "Beside --by stands who called, as STS says it (a stand-in here, for there is no AWS).");
    stage.sweep(Optional.empty(), Story.EXEMPTED);
  }

  private void dayNinetySeven(Stage stage) {
    screen.heading("Act 5: in a week, day 97, if nobody does anything");
    screen.say(
        "A week ahead is beyond the horizon: who comes meanwhile would be escalated for good. So"
            + " the product refuses it outside of a trial, and inside of one says so, on standard"
            + " error and in each alert:");
    stage.sweep(Optional.of(story.end().plus(Story.DAY_97)), Story.ESCALATED);
  }

  private void silence(Stage stage) {
    screen.heading("Act 6: the trail is cut, and the schedule goes on");
    String[] heartbeats = {"--heartbeat-from", Servers.PLACE};
    screen.say(
        "Every 5 minutes a schedule sends a heartbeat on the way of the events, and each sweep"
            + " makes a call that CloudTrail records. The heartbeat comes; the last record of a"
            + " call is two hours old, as where somebody stopped the trail. Nobody may be called"
            + " compliant, nor in breach, for what was not heard; and the alert says where the way"
            + " is cut.");
    stage.feed(
        List.of(
            Envelopes.signOfLife(story.end().minus(Story.SILENCE)), Envelopes.heartbeat(seconds())),
        List.of());
    stage.sweep(Optional.empty(), Story.NOT_CHECKED, heartbeats);
    screen.blank();
    screen.say(
        "The trail is started, and a record of the call comes again. By itself it is reported too"
            + " that nobody can say what came before the first sign of life: the demo's coverage"
            + " begins in 2020, for its story is older than the demo.");
    stage.feed(List.of(Envelopes.signOfLife(seconds()), Envelopes.heartbeat(seconds())), List.of());
    stage.sweep(Optional.empty(), Story.CHECKED_AGAIN, heartbeats);
  }

  private static Instant seconds() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private void signatures(Stage stage, Servers servers, Product product, Path folder) {
    screen.heading("Are the alerts ours, and unchanged?");
    screen.say(
        "Each alert was signed as it was sent, with a key that stays in KMS (a stand-in here, with"
            + " a real key pair). Whoever has the public key can check:");
    Path messages = folder.resolve(Signatures.MESSAGES);
    Path forged = folder.resolve("forged.jsonl");
    Path key = folder.resolve("key.json");
    Folder.write(key, servers.publicKey());
    Signatures.forge(messages, forged);
    List<JsonNode> genuine = verdicts(product, messages, key);
    screen.blank();
    screen.say("And with somebody else's name put into one of them on the way:");
    List<JsonNode> changed = verdicts(product, forged, key);
    if (valid(genuine) != stage.raised() || valid(changed) != stage.raised() - 1) {
      throw new DemoFailed("Not all signatures are what they should be. Please report it.");
    }
  }

  private List<JsonNode> verdicts(Product product, Path messages, Path key) {
    screen.command(
        "ninety verify %s --key %s --output json  # laid out here"
            .formatted(messages.getFileName(), key.getFileName()));
    List<JsonNode> verdicts =
        Progress.during(
            screen,
            () -> "ninety verify",
            () ->
                product
                    .runWhateverComes(
                        "verify", messages.toString(), "--key", key.toString(), "--output", "json")
                    .stream()
                    .map(JsonText::read)
                    .toList());
    Signatures.show(screen, verdicts);
    return verdicts;
  }

  private static long valid(List<JsonNode> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.path("result").asText().equals("valid"))
        .count();
  }

  private void leftovers(Stage stage, Servers servers, Consumer consumer, Path copies) {
    screen.heading("What was ignored and rejected, and why");
    JsonNode counts =
        Progress.during(screen, () -> "Ending ninety process in order", consumer::end);
    screen.say("`ninety process`, asked to end (SIGTERM), says what became of the events:");
    Leftovers.counts(screen, counts);
    screen.command("ninety explain --output json events.jsonl");
    screen.say("The same events, from a file; of each reason why one is ignored, one example:");
    List<JsonNode> explained =
        stage.run(List.of("explain", "--output", "json", copies.toString())).stream()
            .map(JsonText::read)
            .toList();
    Leftovers.ignored(screen, counts, explained);
    List<JsonNode> letters = servers.deadLetters(Story.POISONED);
    screen.blank();
    screen.say("Rejected, and read back from the dead-letter queue:");
    Leftovers.rejected(screen, letters);
    if (letters.size() != Story.POISONED) {
      throw new DemoFailed(
          "Expected were %d dead letters. That is a bug, please report it."
              .formatted(Story.POISONED));
    }
    summary(stage, counts, letters.size());
  }

  private void summary(Stage stage, JsonNode counts, int letters) {
    screen.heading("What this was");
    List.of(
            "Three real servers ran on this machine, and the jar that runs in production, here as a"
                + " trial.",
            "%d events went through a Kinesis stream of %d shards, out of order, some of them twice."
                .formatted(stage.sent(), Servers.SHARDS),
            "`ninety process` used %d, ignored %d and rejected %d, and lost none."
                .formatted(
                    Leftovers.sum(counts.path("observed")),
                    Leftovers.sum(counts.path("ignored")),
                    Leftovers.sum(counts.path("rejected"))),
            "The import found %d users before any event came, and the replay their last three months."
                .formatted(Person.inDirectory().size()),
            "%d users are in the table, each date with what proves it: a CloudTrail event, or the list."
                .formatted(Person.values().length),
            "Day 86: a warning for mara.lindt (8.2.6, inactivity), for noa.weber, whom no event"
                + " ever named, and for omar.haddad (8.3.9, password).",
            "Day 90: all became breaches of the same findings; lena.vogt, who never came, a"
                + " warning.",
            "Then mara.lindt signed in, and her finding was resolved, under the same uid.",
            "lena.vogt was exempted, which was reported and suppressed her finding; noa.weber's"
                + " inactivity and omar.haddad's password were escalated.",
            "With the trail cut the answer was `not-checked`, and where; until its records came"
                + " again.",
            "paul.novak was away as long, but is deleted: no alert, whatever comes late.",
            "%d alerts were sent, each once, under ids by which a SIEM can drop repeats."
                .formatted(stage.raised()),
            "Each carries a signature by a KMS key, which `ninety verify` checked against the"
                + " public key.",
            "%d records wait as dead letters with their reasons. All of this took %d s."
                .formatted(letters, Duration.between(began, Instant.now()).toSeconds()))
        .forEach(screen::bullet);
    screen.blank();
    screen.say("To look further:");
    screen.line(
        "  scripts/demo --keep      the same, and the servers stay up for you to try things");
    screen.line("  scripts/ninety --help    the commands and their options");
    screen.line("  README.md                how to run it on AWS;  ARCHITECTURE.md  how it works");
  }

  /** Leaves the servers up; only a signal ends this. */
  private void keep(Servers servers) {
    screen.heading("The servers stay up");
    screen.say("`ninety process` has ended. In another terminal:");
    servers.environment().forEach((name, value) -> screen.line("export " + name + "=" + value));
    screen.line("export NINETY_PACE=local");
    if (Stream.of("HTTP_PROXY", "http_proxy").anyMatch(System.getenv()::containsKey)) {
      screen.line("export NO_PROXY=127.0.0.1${NO_PROXY:+,$NO_PROXY}");
    }
    screen.blank();
    screen.say("Then, for example:");
    screen.line("  scripts/ninety users mara.lindt");
    screen.line(
        "  scripts/ninety coverage --heartbeat-from " + Servers.PLACE + "  # the gap of act 6");
    screen.line("  scripts/ninety redrive list");
    screen.line("  scripts/ninety process");
    screen.say("Ctrl-C here ends the servers, with all that they hold.");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A failure is looked into with the logs at hand. */
  private void removed(Path folder) {
    if (!failed.get()) {
      Folder.remove(folder);
    }
  }
}
