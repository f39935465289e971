package ninety.cloudtrail;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a trail that a log file holds, by its name: {@code
 * 111122223333_CloudTrail_eu-central-1_20260601T0815Z_Mu0KsOhtH1ar15ZZ.json.gz} (CloudTrail user
 * guide, "CloudTrail log file examples"). The name says it wherever somebody copied the file to.
 *
 * @param account whose calls it holds, of twelve digits
 * @param day on which it was delivered, in UTC; never before what it holds
 */
public record Delivery(String account, String region, LocalDate day) {

  private static final Pattern LOG =
      Pattern.compile(
          "(\\d{12})_CloudTrail_([a-z]{2,4}(?:-[a-z]+){1,3}-\\d{1,2})_(\\d{8})T\\d{4}Z_[^_/]+\\.json(?:\\.gz)?");

  private static final Pattern BEGINNING =
      Pattern.compile(
          "(\\d{12})_CloudTrail_([a-z]{2,4}(?:-[a-z]+){1,3}-\\d{1,2})_(\\d{8})T\\d{4}Z_.*");

  private static final Pattern DIGEST = Pattern.compile("\\d{12}_CloudTrail-(?:Digest|Insight)_.+");

  public static Optional<Delivery> of(LogFile file) {
    return of(file, LOG);
  }

  /** The same of what may have been one: a download that broke off has more behind its name. */
  public static Optional<Delivery> ofRemains(LogFile file) {
    return of(file, BEGINNING);
  }

  private static Optional<Delivery> of(LogFile file, Pattern form) {
    Matcher parts = form.matcher(file.leaf());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Delivery(
              parts.group(1),
              parts.group(2),
              LocalDate.parse(parts.group(3), DateTimeFormatter.BASIC_ISO_DATE)));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /** A file that CloudTrail wrote and that holds no calls. */
  public static boolean isNoLog(LogFile file) {
    return DIGEST.matcher(file.leaf()).matches();
  }
}
