package ninety.cli.terminal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ninety.coverage.Missed;
import ninety.coverage.MissedDay;
import org.jspecify.annotations.Nullable;

/** The events that never came by the stream, as far as they were counted. */
public record MissedView(Missed missed) {

  private static final int DAYS_SHOWN = 14;

  /** One sentence on a day. Every number of what was missed is a lower bound, and it says so. */
  public static String sentence(LocalDate day, MissedDay found) {
    StringBuilder text = new StringBuilder();
    if (found.relevant() == 0) {
      text.append(
          "%s: none of the %d records that were read is about a user, so nothing is known of what never came"
              .formatted(day, found.read()));
    } else if (found.count() == 0) {
      text.append(
          "%s: of %d events about users none is known to have never come by the stream"
              .formatted(day, found.relevant()));
    } else {
      text.append(
          "%s: of %d events about users at least %d never came by the stream (%s)"
              .formatted(day, found.relevant(), found.count(), kinds(found)));
    }
    if (found.inGap() > 0) {
      text.append("; at least %d more in a known gap".formatted(found.inGap()));
    }
    if (found.unread() > 0) {
      text.append("; %d files could not be read".formatted(found.unread()));
    }
    return text.append('.').toString();
  }

  public static Map<String, @Nullable Object> fields(LocalDate day, MissedDay found) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("day", day.toString());
    fields.put("read", found.read());
    fields.put("relevant", found.relevant());
    fields.put("missedAtLeast", found.count());
    fields.put("missed", found.missed());
    fields.put("inGapAtLeast", found.inGap());
    fields.put("unreadFiles", found.unread());
    fields.put("from", found.from());
    fields.put("at", found.at().toString());
    return fields;
  }

  /** The latest days for people; nothing where none was counted. */
  public List<String> words() {
    if (missed.days().isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    long events = missed.days().values().stream().mapToLong(MissedDay::count).sum();
    long relevant = missed.days().values().stream().mapToLong(MissedDay::relevant).sum();
    words.add(
        "Counted of %d days: at least %d of %d events about users never came by the stream."
            .formatted(missed.days().size(), events, relevant));
    List<Map.Entry<LocalDate, MissedDay>> news =
        missed.days().entrySet().stream().filter(it -> isNews(it.getValue())).toList();
    news.reversed().stream()
        .limit(DAYS_SHOWN)
        .forEach(it -> words.add("  " + sentence(it.getKey(), it.getValue())));
    return words;
  }

  private static boolean isNews(MissedDay found) {
    return found.count() + found.inGap() + found.unread() > 0;
  }

  public List<Map<String, @Nullable Object>> fields() {
    return missed.days().entrySet().stream().map(it -> fields(it.getKey(), it.getValue())).toList();
  }

  /** The kinds of a day and how many of each, such as {@code 2 sign-in, 1 user-updated}. */
  public static String kinds(MissedDay found) {
    return found.missed().entrySet().stream()
        .map(it -> "%d %s".formatted(it.getValue(), TextTable.printable(it.getKey())))
        .collect(Collectors.joining(", "));
  }
}
