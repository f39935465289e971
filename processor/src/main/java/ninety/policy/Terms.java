package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.exemption.Exemptions;
import ninety.user.NamedId;

/**
 * Everything that a judgement is made under.
 *
 * @param observed for which time the feed was listened to; empty where it never was, and then
 *     nobody is judged
 * @param asOf the instant for which to judge: the horizon
 * @param now when this is decided, for the alerts' own times
 * @param directoryChanged when the directory's identity source was last changed: whoever was not
 *     asked about since is to be
 * @param corrected since when the rules of this {@link Policy#EDITION} are judged by, where earlier
 *     ones were before
 */
public record Terms(
    Policy policy,
    Exemptions exemptions,
    Optional<Observed> observed,
    Instant asOf,
    Instant now,
    Optional<Instant> directoryChanged,
    Optional<Instant> corrected) {

  /** Terms without a change of the directory, where nobody judged by other rules before. */
  public Terms(
      Policy policy,
      Exemptions exemptions,
      Optional<Observed> observed,
      Instant asOf,
      Instant now) {
    this(policy, exemptions, observed, asOf, now, Optional.empty(), Optional.empty());
  }

  /** The same for another instant. */
  Terms at(Instant instant) {
    return new Terms(policy, exemptions, observed, instant, now, directoryChanged, corrected);
  }

  /**
   * For which time the feed was listened to.
   *
   * @throws java.util.NoSuchElementException where it never was
   */
  Observed listened() {
    return observed.orElseThrow();
  }

  /** True if more lies in gaps since that instant than may be missing from a count. */
  boolean tooMuchUnobserved(Instant since, Thresholds thresholds) {
    return observed
        .filter(it -> it.unobserved(since, asOf).compareTo(thresholds.mostUnobserved()) > 0)
        .isPresent();
  }

  /** The end of the first gap since that instant after which little enough lies in others. */
  Instant heardSince(Instant since, Thresholds thresholds) {
    return listened().gaps(since, asOf).stream()
        .map(Span::to)
        .filter(end -> !tooMuchUnobserved(end, thresholds))
        .findFirst()
        .orElse(asOf);
  }

  /** True if so much lies in gaps that somebody could be not checked. */
  public boolean hidesTooMuch() {
    Duration most =
        Control.countingDays()
            .flatMap(control -> control.thresholds(policy).stream())
            .map(Thresholds::mostUnobserved)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return observed.filter(it -> it.unobserved(Instant.MIN, asOf).compareTo(most) > 0).isPresent();
  }

  /**
   * The fingerprint of what has to be the same for the dates of all users to stay right. Days go by
   * under the same terms; another policy, another exemption or another coverage makes other terms.
   */
  public UUID fingerprint() {
    Stream<String> rules =
        Stream.concat(
            Stream.of(PolicyOption.values())
                .map(option -> option.label() + "=" + option.of(policy)),
            Stream.of("edition=" + Policy.EDITION));
    Stream<String> heard =
        observed.stream()
            .flatMap(it ->
                Stream.concat(
                    Stream.of("from=" + it.from()),
                    it.gaps().stream().map(gap -> "gap=" + gap.from() + "/" + gap.to())));
    Stream<String> exempt =
        exemptions.all().stream()
            .map(each ->
                "exemption=%s/%s/%s"
                    .formatted(each.id(), each.until(), each.removed().isPresent()));
    Stream<String> directory = directoryChanged.stream().map(at -> "directory=" + at);
    return NamedId.of(
        Stream.of(rules, heard, exempt, directory)
            .flatMap(each -> each)
            .collect(Collectors.joining("|")));
  }
}
