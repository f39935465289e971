package ninety.cli.redrive;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.TextTable;
import ninety.redrive.Listing;
import org.jspecify.annotations.Nullable;

/** A view of what the queues hold, for people and machines to read. */
record ListingView(List<Queue> queues) {

  /** One queue and what it holds. */
  record Queue(QueueName name, Listing listing) {}

  void print(boolean wide, PrintWriter out) {
    TextTable table = new TextTable("QUEUE", "MESSAGES", "OLDEST", "REASON", "SHARD", "NOW");
    for (Queue queue : queues) {
      if (queue.listing().groups().isEmpty()) {
        table.row(queue.name().words(), "0", "-", "-", "-", "-");
      }
      for (Listing.Group group : queue.listing().groups()) {
        table.row(
            queue.name().words(),
            Long.toString(group.messages()),
            age(group.oldest()),
            group.reason().orElse("-"),
            group.shard().orElse("-"),
            group.now().orElse("-"));
      }
    }
    if (wide) {
      table.print(out);
    } else {
      table.fitBesideNames(out);
    }
    for (Queue queue : queues) {
      long unseen = queue.listing().inQueue() - queue.listing().looked();
      if (unseen > 0) {
        out.printf(
            "%s: about %d more messages were not looked at.%n", queue.name().words(), unseen);
      }
    }
  }

  void lines(PrintWriter out) {
    for (Queue queue : queues) {
      for (Listing.Group group : queue.listing().groups()) {
        out.println(Json.line(fields(queue, group)));
      }
      Map<String, @Nullable Object> sum = new LinkedHashMap<>();
      sum.put("queue", queue.name().kind().label());
      sum.put("url", queue.name().url());
      sum.put("looked", queue.listing().looked());
      sum.put("inQueue", queue.listing().inQueue());
      out.println(Json.line(sum));
    }
  }

  private static Map<String, @Nullable Object> fields(Queue queue, Listing.Group group) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("queue", queue.name().kind().label());
    fields.put("url", queue.name().url());
    fields.put("messages", group.messages());
    fields.put("oldestSeconds", group.oldest().toSeconds());
    fields.put("reason", Json.text(group.reason()));
    fields.put("shard", Json.text(group.shard()));
    fields.put("now", Json.text(group.now()));
    return fields;
  }

  /** In the two largest units that matter to somebody whose queue keeps 14 days. */
  static String age(Duration age) {
    if (age.toDays() > 0) {
      return "%dd %dh".formatted(age.toDays(), age.toHoursPart());
    }
    if (age.toHours() > 0) {
      return "%dh %dm".formatted(age.toHours(), age.toMinutesPart());
    }
    return age.toMinutes() > 0
        ? "%dm".formatted(age.toMinutes())
        : "%ds".formatted(age.toSeconds());
  }
}
