package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;

/** Where the acts are played: events go in, the product looks at them, alerts come out. */
final class Stage {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration BEAT = Duration.ofMillis(100);

  private final Screen screen;
  private final Story story;
  private final Servers servers;
  private final Product product;
  private final Consumer consumer;
  private final Path copies;
  private final List<Moment> played = new ArrayList<>();
  private int sent;
  private int raised;

  /**
   * @param copies the file that keeps a copy of each event
   */
  Stage(
      Screen screen,
      Story story,
      Servers servers,
      Product product,
      Consumer consumer,
      Path copies) {
    this.screen = screen;
    this.story = story;
    this.servers = servers;
    this.product = product;
    this.consumer = consumer;
    this.copies = copies;
  }

  int sent() {
    return sent;
  }

  int raised() {
    return raised;
  }

  /**
   * Puts events into the stream and waits until the consumer took them.
   *
   * @param moments what they say about the cast
   */
  void feed(List<Envelope> envelopes, List<Moment> moments) {
    int done = 0;
    for (Envelope envelope : envelopes) {
      servers.put(envelope, copies);
      done++;
      screen.progress("Events in: %d of %d  %s".formatted(done, envelopes.size(), envelope.what()));
    }
    sent += envelopes.size();
    played.addAll(moments);
    Instant limit = Instant.now().plus(LIMIT);
    AtomicInteger taken = new AtomicInteger();
    boolean all =
        Progress.during(
            screen,
            () -> "Events in: %d; taken by ninety process: %d".formatted(sent, taken.get()),
            () ->
                until(
                    limit,
                    () -> {
                      taken.set(consumer.received());
                      return taken.get() >= sent;
                    }));
    if (!all) {
      throw new DemoFailed(
          "`ninety process` took only %d of %d events within %d s: is the machine very busy? Try again."
              .formatted(taken.get(), sent, LIMIT.toSeconds()));
    }
    screen.say(
        "%d event%s in; `ninety process` has taken all %d."
            .formatted(envelopes.size(), envelopes.size() == 1 ? "" : "s", sent));
  }

  /** Shows how the users stand. */
  void users(Optional<Instant> at) {
    List<String> arguments = new ArrayList<>(List.of("users"));
    at.ifPresent(instant -> arguments.addAll(List.of("--at", instant.toString())));
    arguments.addAll(List.of("--output", "json"));
    screen.command("ninety " + String.join(" ", arguments) + "  # laid out here");
    Instant limit = Instant.now().plus(LIMIT);
    List<JsonNode> users;
    do { // Taken is not yet written; what is missing now comes with one of the next looks.
      users = run(arguments).stream().map(JsonText::read).toList();
    } while (!allKnown(users) && Instant.now().isBefore(limit));
    if (!allKnown(users)) {
      throw new DemoFailed(
          "The users table does not say what the events did; that is a bug, please report it.");
    }
    screen.table(Users.table(users.stream().filter(user -> user.has("userId")).toList()));
  }

  private static Map<Raised, Long> counted(Stream<Raised> alerts) {
    return alerts.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** Sweeps, and shows the alerts that came of it. */
  List<JsonNode> sweep(Optional<Instant> at, Collection<Raised> expected, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sweep"));
    at.ifPresent(instant -> arguments.addAll(List.of("--at", instant.toString())));
    arguments.addAll(List.of(more));
    screen.command("NINETY_TRIAL=yes ninety " + String.join(" ", arguments));
    screen.output(
        Progress.during(
            screen,
            () -> "ninety sweep",
            () -> product.runWithErrors(arguments.toArray(String[]::new))));
    List<Message> messages = servers.alerts(expected.size());
    messages.forEach(
        message -> Signatures.keep(message, copies.resolveSibling(Signatures.MESSAGES)));
    List<JsonNode> alerts =
        messages.stream().map(message -> JsonText.read(message.body())).toList();
    raised += alerts.size();
    screen.blank();
    screen.say("Read back from the alert queue, as a SIEM would:");
    Alerts.show(screen, alerts);
    if (!counted(alerts.stream().map(Alerts::raised)).equals(counted(expected.stream()))) {
      throw new DemoFailed(
          "Expected were the alerts %s. That is a bug, please report it.".formatted(expected));
    }
    return alerts;
  }

  /** Runs a command for people and shows what it says. */
  void show(String... arguments) {
    screen.command("ninety " + String.join(" ", arguments));
    run(List.of(arguments)).forEach(line -> screen.output(Screen.wrapped(line, Screen.WIDTH)));
  }

  /**
   * Reads an archive into the table.
   *
   * @param moments what it says about the cast
   */
  void replay(List<Moment> moments, String... arguments) {
    show(Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray(String[]::new));
    played.addAll(moments);
  }

  List<String> run(List<String> arguments) {
    return Progress.during(
        screen,
        () -> "ninety " + arguments.getFirst(),
        () -> product.run(arguments.toArray(String[]::new)));
  }

  private boolean allKnown(List<JsonNode> users) {
    return story
        .known(played)
        .allMatch(moment -> {
          String time = story.at(moment).truncatedTo(ChronoUnit.MILLIS).toString();
          return users.stream()
              .filter(user -> moment.person().userId().equals(user.path("userId").asText()))
              .anyMatch(
                  user -> time.equals(user.path(moment.sample().fact()).path("time").asText()));
        });
  }

  private static boolean until(Instant limit, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(limit)) {
        return false;
      }
      try {
        Thread.sleep(BEAT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
