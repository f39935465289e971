package ninety.cli.option;

import static java.time.ZoneOffset.UTC;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Try;
import io.vavr.control.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.TextTable;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.policy.Thresholds;
import ninety.user.IdentityStoreId;
import ninety.user.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of options and environment variables. Each answer is a value or a sentence that
 * names the option, so that a command can report all mistakes at once.
 */
public final class Texts {

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}");
  private static final Pattern PLACE = Pattern.compile("(?:\\d{12}/)?" + REGION.pattern());
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");

  /** IAM Identity Center API reference, {@code InstanceArn}. */
  private static final Pattern INSTANCE =
      Pattern.compile("arn:aws[a-z-]*:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}");

  private static final int MOST_DAYS = 3650;

  /** An ARN is the longest that a user can be given as. */
  private static final int LONGEST_WHO = 200;

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private static final Pattern KEY =
      Pattern.compile("arn:[a-z0-9-]+:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+");

  /** KMS API reference, Sign, {@code KeyId}: a key's id or ARN, or an alias's name or ARN. */
  private static final Pattern KMS_KEY =
      Pattern.compile(
          KEY.pattern()
              + "|arn:[a-z0-9-]+:kms:[a-z0-9-]+:\\d{12}:alias/[A-Za-z0-9/_-]+"
              + "|alias/[A-Za-z0-9/_-]+|mrk-[0-9a-f]{32}"
              + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Longer is a slip of the keyboard; some are counted in milliseconds and would overflow. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private Texts() {}

  public static Validation<String, String> required(
      String option, String variable, @Nullable String text) {
    return text == null || text.isBlank()
        ? Validation.invalid("%s is missing (or set %s)".formatted(option, variable))
        : Validation.valid(text.strip());
  }

  /** Such as {@code 90s}, {@code 5m}, {@code 1h30m} or {@code 2d}, from {@code least} to a year. */
  public static Validation<String, Duration> duration(String option, String text, Duration least) {
    return duration(option, text, least, LONGEST);
  }

  /** The same with another limit than a year. */
  public static Validation<String, Duration> duration(
      String option, String text, Duration least, Duration longest) {
    return duration(text)
        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(longest) <= 0)
        .toValidation(() ->
            "%s: '%s' is not a duration from %s to %s; write a number with s, m, h or d"
                .formatted(
                    option,
                    text,
                    spelled(least),
                    longest.equals(LONGEST) ? "a year" : spelled(longest)));
  }

  private static Try<Duration> duration(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    String iso = upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
    return Try.of(() -> Duration.parse(upper.equals("0") ? "PT0S" : iso));
  }

  /** A text of one line that somebody wrote, and somebody else will read. */
  public static Validation<String, String> line(String option, @Nullable String text, int longest) {
    if (text == null || text.isBlank()) {
      return Validation.invalid(option + " is missing");
    }
    String line = text.strip();
    if (line.length() > longest) {
      return Validation.invalid(
          "%s has %d characters; at most %d are possible"
              .formatted(option, line.length(), longest));
    }
    return line.equals(TextTable.printable(line))
        ? Validation.valid(line)
        : Validation.invalid(option + " has line breaks or other control characters");
  }

  /** A user's id or ARN, or else a name or a pattern. */
  public static Validation<String, Who> who(String parameter, @Nullable String text) {
    return line(parameter, text, LONGEST_WHO)
        .flatMap(line ->
            UserId.parse(line)
                .map(id -> Validation.<String, Who>valid(new Who.ById(id)))
                .orElseGet(() ->
                    Try.<Who>of(() -> new Who.ByName(line))
                        .toValidation()
                        .mapError(fault ->
                            "%s: '%s': %s".formatted(parameter, line, fault.getMessage()))));
  }

  /**
   * An end that is ahead, but not by more than an exemption may last: an instant, the end of a day
   * in UTC, or how long from now on.
   */
  public static Validation<String, Instant> until(
      String option, @Nullable String text, Instant now) {
    Instant latest = now.plus(Exemption.LONGEST);
    if (text == null || text.isBlank()) {
      return Validation.invalid(
          "%s is missing; every exemption ends, at %s at the latest"
              .formatted(option, HorizonView.seconds(latest)));
    }
    String end = text.strip();
    return Try.of(() -> Instant.parse(end))
        .orElse(() -> Try.of(() -> LocalDate.parse(end).plusDays(1).atStartOfDay(UTC).toInstant()))
        .orElse(() ->
            duration(end)
                .map(it -> it.compareTo(Exemption.LONGEST) > 0 ? Instant.MAX : now.plus(it)))
        .<String>toValidation(
            "%s: '%s' is not an instant, day or duration; write 2026-12-31T12:00:00Z, 2026-12-31 or 90d"
                .formatted(option, end))
        .flatMap(instant -> {
          if (!instant.isAfter(now)) {
            return Validation.invalid("%s: '%s' is not ahead".formatted(option, end));
          }
          return instant.isAfter(latest)
              ? Validation.invalid(
                  "%s: '%s' is too far ahead; the latest possible is %s"
                      .formatted(option, end, HorizonView.seconds(latest)))
              : Validation.valid(instant);
        });
  }

  public static Validation<String, Integer> count(String option, String text, int least, int most) {
    return Try.of(() -> Integer.parseInt(text.strip()))
        .filter(number -> number >= least && number <= most)
        .toValidation(() ->
            "%s: '%s' is not a whole number from %d to %d".formatted(option, text, least, most));
  }

  public static Validation<String, Boolean> yesOrNo(String option, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Validation.valid(true);
      case "false", "" -> Validation.valid(false);
      default -> Validation.invalid("%s: '%s' is neither true nor false".formatted(option, text));
    };
  }

  public static Validation<String, Optional<Instant>> instant(
      String option, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Validation.valid(Optional.empty());
    }
    return Try.of(() -> Optional.of(Instant.parse(text.strip())))
        .toValidation(() ->
            "%s: '%s' is not an instant; write it as in 2026-06-01T08:14:27Z"
                .formatted(option, text));
  }

  /** An instant that has to be given, and that is not ahead. */
  public static Validation<String, Instant> past(
      String option, @Nullable String text, Instant now) {
    return instant(option, text)
        .flatMap(given -> {
          if (given.isEmpty()) {
            return Validation.invalid(
                option + " is missing; write an instant as in 2026-06-01T08:14:27Z");
          }
          return given.get().isAfter(now)
              ? Validation.invalid(
                  "%s: '%s' is in the future; it is %s now".formatted(option, text, now))
              : Validation.valid(given.get());
        });
  }

  /** A time between two instants: {@code 2026-06-01T08:00:00Z..2026-06-02T08:00:00Z}. */
  public static Validation<String, Span> span(String option, String text) {
    String[] ends = text.strip().split("\\.\\.", 2);
    return Try.of(() -> new Span(Instant.parse(ends[0]), Instant.parse(ends[1])))
        .toValidation(() ->
            "%s: '%s' is not a time from one instant to a later one; write FROM..TO as in"
                    .formatted(option, text)
                + " 2026-06-01T08:00:00Z..2026-06-02T08:00:00Z");
  }

  /** Three rising numbers of days, such as {@code 86,90,97}. */
  static Validation<String, Thresholds> thresholds(String option, String text) {
    return Try.of(
            () -> {
              int[] days =
                  Arrays.stream(text.split(",", -1))
                      .map(String::strip)
                      .mapToInt(Integer::parseInt)
                      .toArray();
              if (days.length != 3 || days[2] > MOST_DAYS) {
                throw new IllegalArgumentException();
              }
              return Thresholds.ofDays(days[0], days[1], days[2]);
            })
        .toValidation(() ->
            "%s: '%s' is not three rising numbers of days from 1 to %d; write 86,90,97"
                .formatted(option, text, MOST_DAYS));
  }

  /** A comma list of Regions, perhaps with accounts; empty where nothing is said, a set of none. */
  public static Validation<String, Optional<Set<Source>>> places(
      String option, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Validation.valid(Optional.empty());
    }
    if (text.strip().equals("none")) {
      return Validation.valid(Optional.of(Set.of()));
    }
    Set<String> places =
        Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    return places.stream().allMatch(place -> PLACE.matcher(place).matches())
        ? Validation.valid(
            Optional.of(
                places.stream()
                    .flatMap(place -> Source.parse(place).stream())
                    .collect(Collectors.toSet())))
        : Validation.invalid(
            "%s: '%s' is not a list of Regions; write 111122223333/eu-central-1,us-east-1 or none"
                .formatted(option, text));
  }

  /** A comma list of ARNs of roles, by their accounts: one each. */
  static Validation<String, Map<String, String>> roles(String option, @Nullable String text) {
    Map<String, String> roles = new TreeMap<>();
    if (text == null || text.isBlank()) {
      return Validation.valid(roles);
    }
    for (String part : text.split(",(?=\\s*arn:)", -1)) {
      String role = part.strip();
      if (!ROLE.matcher(role).matches()) {
        return Validation.invalid(
            "%s: '%s' is not an ARN of a role; it looks like arn:aws:iam::111122223333:role/name"
                .formatted(option, role));
      }
      String account = role.split(":", -1)[4];
      if (roles.put(account, role) != null) {
        return Validation.invalid(
            "%s: account %s has two roles; one is enough for all its Regions"
                .formatted(option, account));
      }
    }
    return Validation.valid(roles);
  }

  public static <E extends Enum<E>> Validation<String, E> oneOf(
      String option, String text, Class<E> type) {
    String wanted = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
    return Try.of(() -> Enum.valueOf(type, wanted))
        .toValidation(() ->
            "%s: '%s' is not one of %s"
                .formatted(
                    option,
                    text,
                    Arrays.stream(type.getEnumConstants())
                        .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "))));
  }

  /** A store's id in any case, or its ARN; the id in small letters. */
  public static Validation<String, Optional<String>> identityStore(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Validation.valid(Optional.empty());
    }
    Optional<String> id = IdentityStoreId.parse(text.strip()).map(IdentityStoreId::value);
    return id.isPresent()
        ? Validation.valid(id)
        : Validation.invalid(
            "--identity-store: '%s' is not an identity store id; it looks like d-1234567890"
                .formatted(text));
  }

  /** A comma list of accounts; empty where nothing is said. */
  static Validation<String, Set<String>> accounts(String option, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Validation.valid(Set.of());
    }
    Set<String> accounts =
        Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    return accounts.stream().allMatch(account -> ACCOUNT.matcher(account).matches())
        ? Validation.valid(accounts)
        : Validation.invalid(
            "%s: '%s' is not a list of AWS account ids; write 111122223333,444455556666"
                .formatted(option, text));
  }

  public static Validation<String, Boolean> flag(String option, String text) {
    return text.isBlank()
        ? Validation.invalid("%s: '%s' is neither true nor false".formatted(option, text))
        : yesOrNo(option, text);
  }

  public static Validation<String, Optional<String>> role(String option, @Nullable String text) {
    return optional(
        text,
        ROLE,
        option
            + ": '%s' is not an ARN of a role; it looks like arn:aws:iam::111122223333:role/name");
  }

  public static Validation<String, Optional<String>> key(String option, @Nullable String text) {
    return optional(
        text,
        KEY,
        option
            + ": '%s' is not the ARN of a KMS key; it looks like"
            + " arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
  }

  public static Validation<String, Optional<String>> region(String option, @Nullable String text) {
    return optional(text, REGION, option + ": '%s' is not a Region; it looks like eu-central-1");
  }

  public static Validation<String, Optional<String>> account(String option, @Nullable String text) {
    return optional(
        text, ACCOUNT, option + ": '%s' is not an AWS account id; it has twelve digits");
  }

  public static Validation<String, Optional<String>> instance(
      String option, @Nullable String text) {
    return optional(
        text,
        INSTANCE,
        option
            + ": '%s' is not the ARN of an instance; it looks like"
            + " arn:aws:sso:::instance/ssoins-1234567890abcdef");
  }

  public static Validation<String, Optional<String>> signingKey(@Nullable String text) {
    return optional(
        text,
        KMS_KEY,
        "--signing-key: '%s' is not an id, ARN or alias of a KMS key; an alias begins with alias/");
  }

  /**
   * The value.
   *
   * @throws Failure for a misused command, naming all mistakes at once
   */
  public static <T> T checked(Validation<Seq<String>, T> answer) {
    return answer.toEither().getOrElseThrow(Failure::misused);
  }

  /** One answer as the list that a combination of combinations wants. */
  public static <T> Validation<Seq<String>, T> alone(Validation<String, T> answer) {
    return answer.mapError(List::of);
  }

  private static Validation<String, Optional<String>> optional(
      @Nullable String text, Pattern form, String otherwise) {
    if (text == null || text.isBlank()) {
      return Validation.valid(Optional.empty());
    }
    return form.matcher(text.strip()).matches()
        ? Validation.valid(Optional.of(text.strip()))
        : Validation.invalid(otherwise.formatted(text));
  }

  private static String spelled(Duration duration) {
    return duration.isZero() ? "0" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
