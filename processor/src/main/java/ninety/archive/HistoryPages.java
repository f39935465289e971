package ninety.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ninety.cloudtrail.HistoryPart;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * The events of one name in a part of event history, page by page, the newest first (CloudTrail API
 * reference, {@code LookupEvents}). Where a token expires it is asked anew for what is older than
 * the oldest that came; what came twice of that second is passed over.
 */
final class HistoryPages {

  /** The most that the service gives. */
  static final int PAGE = 50;

  private static final int MOST_RESTARTS = 5;

  private final HistoryCalls calls;
  private final HistoryPart part;
  private final String name;
  private Instant until;
  private @Nullable String token;
  private boolean over;

  private @Nullable Instant oldest;
  private final Set<String> ofThatSecond = new HashSet<>();
  private boolean ordered = true;
  private int restarts;

  // Of pages that go round sooner or later one is this: Brent's way, which keeps but one.
  private String mark = "";
  private long sinceMark;
  private long untilNext = 1;

  HistoryPages(HistoryCalls calls, HistoryPart part, String name) {
    this.calls = calls;
    this.part = part;
    this.name = name;
    this.until = part.to();
  }

  /** Whether there was a last page. */
  boolean over() {
    return over;
  }

  /**
   * The next page. Some are empty although others follow.
   *
   * @throws IOException if there is none to be had
   */
  List<Event> page() throws IOException {
    LookupEventsResponse page;
    try {
      page = calls.page(part, request());
    } catch (InvalidNextTokenException expired) {
      restart(expired);
      return List.of();
    }
    List<Event> events = page.events().stream().filter(this::isNew).toList();
    token = Optional.ofNullable(page.nextToken()).filter(it -> !it.isEmpty()).orElse(null);
    over = token == null;
    if (token != null) {
      follow(token);
    }
    return events;
  }

  private LookupEventsRequest request() {
    return LookupEventsRequest.builder()
        .lookupAttributes(
            LookupAttribute.builder()
                .attributeKey(LookupAttributeKey.EVENT_NAME)
                .attributeValue(name)
                .build())
        .startTime(part.from())
        .endTime(until)
        .maxResults(PAGE)
        .nextToken(token)
        .build();
  }

  private void restart(InvalidNextTokenException expired) throws IOException {
    Instant again = ordered && oldest != null ? oldest : part.to();
    restarts = again.equals(until) ? restarts + 1 : 0;
    if (token == null || restarts > MOST_RESTARTS) {
      throw new IOException("CloudTrail's pages of " + name + " break off.", expired);
    }
    until = again;
    token = null;
    mark = "";
    sinceMark = 0;
    untilNext = 1;
  }

  private void follow(String next) throws IOException {
    if (next.equals(mark)) {
      throw new IOException("CloudTrail's pages of " + name + " go round.");
    }
    if (++sinceMark == untilNext) {
      mark = next;
      sinceMark = 0;
      untilNext *= 2;
    }
  }

  private boolean isNew(Event event) {
    Instant time = event.eventTime();
    String id = event.eventId();
    if (time == null || id == null) {
      ordered = false;
      return true;
    }
    if (oldest == null || time.isBefore(oldest)) {
      oldest = time;
      ofThatSecond.clear();
    } else if (time.isAfter(oldest)) {
      ordered = false;
      return true;
    }
    return ofThatSecond.add(id);
  }
}
