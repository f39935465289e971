package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Predicate;
import ninety.coverage.Coverage;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.simulation.Deed.What;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/**
 * What must be true about one user, worked out from all deeds at once by looking for the latest of
 * each sort. Written after the design and the domain's facts; of the product it uses the words in
 * which an answer is compared, and no decision.
 */
final class Naive {

  /** A time with the id that orders those of one second. */
  record Mark(Instant time, String id) implements Comparable<Mark> {
    @Override
    public int compareTo(Mark other) {
      int byTime = time.compareTo(other.time);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }

    static Mark of(Deed deed) {
      return new Mark(deed.time(), deed.id());
    }

    static Mark of(Proof proof) {
      return new Mark(proof.time(), proof.eventId());
    }
  }

  private final List<Deed> deeds;
  private final Optional<SimDirectory.Word> word;
  private final Optional<Instant> foundEnabled;
  private final Optional<Instant> activity;
  private final Optional<String> name;

  /**
   * @param word what the directory said last and was kept
   * @param foundEnabled when the directory last said that the user is enabled, as it was kept
   * @param activity the last activity as it is stored, which may be early by the granularity
   * @param name the user's name as it is stored, which the directory may have said
   */
  Naive(
      List<Deed> deeds,
      Optional<SimDirectory.Word> word,
      Optional<Instant> foundEnabled,
      Optional<Instant> activity,
      Optional<String> name) {
    this.deeds = deeds;
    this.word = word;
    this.foundEnabled = foundEnabled;
    this.activity = activity;
    this.name = name;
  }

  // ---- what is known

  Optional<Deed> last(Predicate<Deed> which) {
    return deeds.stream().filter(which).max(Comparator.comparing(Mark::of));
  }

  Optional<Deed> lastSignIn() {
    return last(deed -> deed.what().signsIn());
  }

  Optional<Deed> lastWithCredentials() {
    return last(deed -> deed.what() == What.SIGNED_IN);
  }

  Optional<Deed> lastActivity() {
    return last(deed -> deed.what().signsIn() || deed.what() == What.USED_PORTAL);
  }

  /** Of two in one second that say different things the enabling is believed. */
  Optional<Deed> lastAccess() {
    return deeds.stream()
        .filter(deed -> deed.what().enables() || deed.what().disables())
        .max(
            Comparator.comparing(Deed::time)
                .thenComparing(deed -> deed.what().enables())
                .thenComparing(Deed::id));
  }

  Optional<Deed> lastCreation() {
    return last(deed -> deed.what().creates());
  }

  Optional<Instant> firstSeen() {
    return deeds.stream().map(Deed::time).min(Comparator.naturalOrder());
  }

  private static boolean after(Optional<Instant> one, Instant other) {
    return one.filter(time -> time.isAfter(other)).isPresent();
  }

  /** Since when the user may not sign in, by the first that still says so. */
  Optional<Instant> revoked() {
    List<Instant> both = new ArrayList<>();
    deleted().ifPresent(both::add);
    disabled().ifPresent(both::add);
    return both.stream().min(Comparator.naturalOrder());
  }

  private Optional<Instant> deleted() {
    Optional<Instant> created = lastCreation().map(Deed::time);
    Optional<Instant> deleted = last(deed -> deed.what() == What.DELETED).map(Deed::time);
    Optional<Instant> found = word.filter(SimDirectory.Word::there).map(SimDirectory.Word::time);
    if (deleted.isPresent() && !after(created, deleted.get()) && !after(found, deleted.get())) {
      return deleted;
    }
    Optional<Instant> gone = word.filter(it -> !it.there()).map(SimDirectory.Word::time);
    return gone.filter(it -> !after(created, it));
  }

  private Optional<Instant> disabled() {
    Optional<Instant> access = lastAccess().map(Deed::time);
    Optional<Instant> out =
        lastAccess()
            .filter(it -> it.what().disables())
            .map(Deed::time)
            .filter(time -> foundEnabled.filter(found -> !found.isBefore(time)).isEmpty());
    if (out.isPresent()) {
      return out;
    }
    Optional<Instant> known = later(access, foundEnabled);
    return word.filter(it -> it.there() && !it.enabled())
        .map(SimDirectory.Word::time)
        .filter(time -> known.filter(it -> !time.isAfter(it)).isEmpty());
  }

  /** Whether a revoked access was used. */
  boolean used() {
    Optional<Instant> signIn = lastSignIn().map(Deed::time);
    return revoked().filter(since -> after(signIn, since)).isPresent();
  }

  /** Whether that was before the user was disabled or deleted once more. */
  boolean revokedAgain() {
    Optional<Instant> signIn = lastSignIn().map(Deed::time);
    Optional<Instant> gone = last(deed -> deed.what() == What.DELETED).map(Deed::time);
    Optional<Instant> out = lastAccess().filter(it -> it.what().disables()).map(Deed::time);
    return signIn
        .filter(time ->
            (deleted().equals(gone) && after(gone, time))
                || (disabled().equals(out) && after(out, time)))
        .isPresent();
  }

  // ---- what is to be told

  /** What is counted from as far as the user goes; empty where the control does not apply. */
  record Count(Optional<Instant> known) {}

  Optional<Count> count(Control control, Config.Days days) {
    if (revoked().isPresent()) {
      return Optional.empty();
    }
    Optional<Instant> created =
        lastCreation()
            .map(Deed::time)
            .or(() -> word.filter(SimDirectory.Word::there).flatMap(SimDirectory.Word::created));
    if (control == Control.INACTIVITY) {
      Optional<Instant> used = days.portalCounts() ? activity : lastSignIn().map(Deed::time);
      return Optional.of(new Count(later(used, created)));
    }
    Optional<Instant> set =
        later(
            last(deed -> deed.what() == What.NEW_PASSWORD).map(Deed::time),
            lastCreation()
                .filter(deed -> deed.what() == What.CREATED_WITH_PASSWORD)
                .map(Deed::time));
    String credentials = lastWithCredentials().map(Deed::credentials).orElse("");
    if (credentials.contains("EXTERNAL_IDP")) {
      return Optional.empty();
    }
    if (days.singleFactorOnly()) {
      List<Deed> signIns =
          deeds.stream()
              .filter(deed -> deed.what() == What.SIGNED_IN)
              .filter(deed -> set.filter(it -> deed.time().isBefore(it)).isEmpty())
              .filter(deed -> !deed.credentials().contains("EXTERNAL_IDP"))
              .toList();
      boolean all =
          !signIns.isEmpty() && signIns.stream().allMatch(it -> secondFactor(it.credentials()));
      if (all) {
        return Optional.empty();
      }
    }
    return set.map(it -> new Count(Optional.of(it)));
  }

  static boolean secondFactor(String credentials) {
    return credentials.startsWith("PASSWORD,");
  }

  boolean exempt(int user, List<World.Granted> granted, Instant asOf) {
    return granted.stream()
        .anyMatch(it -> !it.removed() && it.until().isAfter(asOf) && covers(it, user));
  }

  private boolean covers(World.Granted it, int user) {
    boolean service =
        name.filter(word -> word.toLowerCase(Locale.ROOT).startsWith("svc-")).isPresent();
    return it.byName() ? service : it.user() == user;
  }

  private static final List<Level> LEVELS = List.of(Level.WARNING, Level.BREACH, Level.ESCALATED);

  /** How long ago is how bad. */
  static Optional<Level> level(Instant since, Instant asOf, List<Duration> days) {
    Duration ago = Duration.between(since, asOf);
    for (int level = days.size() - 1; level >= 0; level--) {
      if (ago.compareTo(days.get(level)) >= 0) {
        return Optional.of(LEVELS.get(level));
      }
    }
    return Optional.empty();
  }

  static List<Duration> days(Control control, Config.Days days) {
    return control == Control.PASSWORD_AGE ? days.password() : days.inactivity();
  }

  static <T extends Comparable<? super T>> Optional<T> later(Optional<T> one, Optional<T> other) {
    List<T> both = new ArrayList<>();
    one.ifPresent(both::add);
    other.ifPresent(both::add);
    return both.stream().max(Comparator.naturalOrder());
  }

  /**
   * Since when one can say of somebody who was not seen that nothing was to be seen: the end of the
   * last silence of more than an hour of any Region.
   */
  static Instant listenedSince(Instant from, Map<String, NavigableSet<Instant>> beats) {
    Instant since = from;
    Duration longest = Duration.ofHours(1);
    Optional<Instant> first =
        beats.values().stream()
            .filter(times -> !times.isEmpty())
            .map(NavigableSet::first)
            .min(Comparator.naturalOrder());
    if (first.isPresent() && Duration.between(from, first.get()).compareTo(longest) > 0) {
      since = first.get();
    }
    for (NavigableSet<Instant> times : beats.values()) {
      Instant before = null;
      for (Instant time : times) {
        if (before != null
            && Duration.between(before, time).compareTo(longest) > 0
            && time.isAfter(since)) {
          since = time;
        }
        before = time;
      }
    }
    return since;
  }

  // ---- whether what is stored has it

  static boolean heard(Coverage coverage, String region, Instant time) {
    return Optional.ofNullable(coverage.sources().get(region)).stream()
        .flatMap(listening -> listening.spans().stream())
        .anyMatch(span -> !time.isBefore(span.from()) && !time.isAfter(span.to()));
  }

  /** Whether the record cannot learn anything more from the deed. */
  static boolean holds(UserRecord record, Deed deed, Duration granularity) {
    Mark mark = Mark.of(deed);
    boolean seen = record.firstSeen().filter(it -> Mark.of(it).compareTo(mark) <= 0).isPresent();
    boolean named =
        deed.name().isEmpty()
            || record
                .name()
                .filter(it ->
                    reaches(Optional.of(it.proof()), mark) || near(it.proof(), deed, granularity))
                .isPresent();
    return seen
        && named
        && switch (deed.what()) {
          case SIGNED_IN ->
              reaches(record.lastAuthenticated(), mark)
                  && reaches(record.credentials().map(Register::proof), mark)
                  && active(record, deed, granularity)
                  && (secondFactor(deed.credentials())
                      || deed.credentials().equals("EXTERNAL_IDP")
                      || reaches(record.withoutSecondFactor(), mark));
          case AUTHENTICATED ->
              reaches(record.lastAuthenticated(), mark) && active(record, deed, granularity);
          case USED_PORTAL -> active(record, deed, granularity);
          case NEW_PASSWORD -> reaches(record.passwordReset(), mark);
          case CREATED_WITH_PASSWORD, CREATED_BY_SCIM, CREATED_DISABLED ->
              reaches(record.created().map(Register::proof), mark) && admitted(record, deed);
          case DELETED -> reaches(record.deleted(), mark);
          case DISABLED, DISABLED_BY_SCIM, ENABLED, ENABLED_BY_SCIM -> admitted(record, deed);
          case CHANGED -> true;
        };
  }

  private static boolean reaches(Optional<Proof> kept, Mark mark) {
    return kept.filter(it -> Mark.of(it).compareTo(mark) >= 0).isPresent();
  }

  private static boolean near(Proof kept, Deed deed, Duration granularity) {
    return Duration.between(kept.time(), deed.time()).compareTo(granularity) < 0;
  }

  private static boolean active(UserRecord record, Deed deed, Duration granularity) {
    return reaches(record.lastActivity(), Mark.of(deed))
        || record.lastActivity().filter(it -> near(it, deed, granularity)).isPresent();
  }

  /** An access register of the same second may say the other thing. */
  private static boolean admitted(UserRecord record, Deed deed) {
    return record
        .access()
        .map(Register::proof)
        .filter(it -> !it.time().isBefore(deed.time()))
        .isPresent();
  }
}
