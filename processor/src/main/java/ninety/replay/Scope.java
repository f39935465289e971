package ninety.replay;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.cloudtrail.Delivery;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * What of an archive is read. Files of CloudTrail lie in {@code
 * AWSLogs/<account>/CloudTrail/<Region>/yyyy/mm/dd/}, of an organisation's trail in {@code
 * AWSLogs/<o-…>/<account>/…} (CloudTrail user guide, "Finding your CloudTrail log files"). Of a
 * folder or file that has another name nothing can be said before it is read.
 *
 * @param places accounts and Regions; where there is none, all
 * @param since the earliest time of an event, inclusive
 * @param until the latest, exclusive
 */
public record Scope(Set<Source> places, Instant since, Instant until) {

  private static final String REGION_FORM = "[a-z]{2,4}(?:-[a-z]+){1,3}-\\d{1,2}";

  private static final Pattern ACCOUNT =
      Pattern.compile("(?:^|/)(?:AWSLogs|o-[a-z0-9]{10,32})/(\\d{12})/(?:([^/]+)/)?");

  private static final Pattern REGION =
      Pattern.compile("(?:(\\d{12})/)?CloudTrail/(" + REGION_FORM + ")/");

  private static final Pattern DAY =
      Pattern.compile("(?:^|/)" + REGION_FORM + "/(\\d{4})/(?:(\\d{2})/(?:(\\d{2})/)?)?");

  private static final String LOGS = "CloudTrail";

  public Scope {
    places = Set.copyOf(places);
  }

  /** Whether an event of this time counts. */
  public boolean holds(Instant time) {
    return !time.isBefore(since) && time.isBefore(until);
  }

  /** Whether a file is read. */
  public boolean holds(LogFile file) {
    return !file.leaf().startsWith(".")
        && !Delivery.isNoLog(file)
        && Delivery.of(file)
            .map(it -> holdsPlace(it.account(), it.region()) && delivered(it.day(), it.day()))
            .orElse(true);
  }

  /**
   * Whether a file that is read may lie in a folder.
   *
   * @param folder from the archive's root on, ending in {@code /}
   */
  public boolean mayHold(String folder) {
    Matcher account = ACCOUNT.matcher(folder);
    if (account.find()
        && (!holdsAccount(account.group(1))
            || (account.group(2) != null && !account.group(2).equals(LOGS)))) {
      return false;
    }
    Matcher region = REGION.matcher(folder);
    if (region.find()
        && !(region.group(1) == null
            ? places.isEmpty()
                || places.stream().anyMatch(it -> it.region().equals(region.group(2)))
            : holdsPlace(region.group(1), region.group(2)))) {
      return false;
    }
    Matcher day = DAY.matcher(folder);
    return !day.find() || delivered(day);
  }

  /**
   * Whether a digest of the time may lie in a folder: they lie under the day of their end, and the
   * signature of the last one is in the one after it.
   */
  boolean mayHoldDigests(String folder) {
    Matcher day = DAY.matcher(folder);
    return !day.find() || new Scope(places, since, until.plus(Duration.ofDays(1))).delivered(day);
  }

  /** What of a span is in the time. */
  Stream<Span> part(Span span) {
    Instant from = span.from().isBefore(since) ? since : span.from();
    Instant to = span.to().isAfter(until) ? until : span.to();
    return from.isBefore(to) ? Stream.of(new Span(from, to)) : Stream.empty();
  }

  private boolean delivered(Matcher day) {
    try {
      int year = Integer.parseInt(day.group(1));
      int month = day.group(2) == null ? 0 : Integer.parseInt(day.group(2));
      LocalDate first =
          LocalDate.of(
              year,
              month == 0 ? 1 : month,
              day.group(3) == null ? 1 : Integer.parseInt(day.group(3)));
      LocalDate next =
          day.group(3) != null
              ? first.plusDays(1)
              : month != 0 ? first.plusMonths(1) : first.plusYears(1);
      return delivered(first, next.minusDays(1));
    } catch (DateTimeException notADay) {
      return true;
    }
  }

  /** Files lie under the day of their delivery, which is that of the event or the next. */
  private boolean delivered(LocalDate from, LocalDate to) {
    return !to.isBefore(day(since).minusDays(1)) && !from.isAfter(day(until).plusDays(1));
  }

  private boolean holdsAccount(String account) {
    return places.isEmpty()
        || places.stream().anyMatch(it -> it.account().map(account::equals).orElse(true));
  }

  private boolean holdsPlace(String account, String region) {
    return places.isEmpty()
        || places.stream()
            .anyMatch(
                it -> it.region().equals(region) && it.account().map(account::equals).orElse(true));
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, UTC);
  }
}
