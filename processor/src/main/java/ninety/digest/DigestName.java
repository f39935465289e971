package ninety.digest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ninety.cloudtrail.LogFile;

/**
 * What the name of a digest file says: {@code
 * 111122223333_CloudTrail-Digest_us-east-2_NAME_eu-central-1_20150817T150131Z.json.gz}, with {@code
 * _backfill} behind the time where it names log files that came too late for another one
 * (CloudTrail user guide, "CloudTrail digest file structure").
 *
 * @param region from which the log files were delivered
 * @param trail its name, and the Region in which it was made
 * @param end of the time for which it is
 */
public record DigestName(
    String account, String region, String trail, Instant end, boolean backfill) {

  private static final String REGION_FORM = "[a-z]{2,4}(?:-[a-z]+){1,3}-\\d{1,2}";

  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{12})_CloudTrail-Digest_(%1$s)_(.+_%1$s)_(\\d{8}T\\d{6}Z)(_backfill)?\\.json\\.gz"
              .formatted(REGION_FORM));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public static Optional<DigestName> of(LogFile file) {
    return ofLeaf(file.leaf());
  }

  static Optional<DigestName> of(Location location) {
    return ofLeaf(location.object().substring(location.object().lastIndexOf('/') + 1));
  }

  private static Optional<DigestName> ofLeaf(String leaf) {
    Matcher parts = NAME.matcher(leaf);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DigestName(
              parts.group(1),
              parts.group(2),
              parts.group(3),
              TIME.parse(parts.group(4), Instant::from),
              parts.group(5) != null));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
