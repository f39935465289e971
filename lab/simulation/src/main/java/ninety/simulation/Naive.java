package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.simulation.Deed.What;
import ninety.user.Proof;

/**
 * What must be true about one user, worked out from all deeds at once by looking for the latest of
 * each sort. Written after the design and the domain's facts; of the product it uses the words in
 * which an answer is compared, and no decision.
 */
public final class Naive {

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

  /** How many facts about the status are kept. */
  static final int MOST = 16;

  /** By how much the clocks of AWS and of whoever asks the directory may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  /** How long before a mailed code another record can be one of the same login. */
  private static final Duration LOGIN = Duration.ofMinutes(5);

  private final List<Deed> deeds;
  private final Optional<Word> word;
  private final Optional<Instant> activity;
  private final Optional<String> portal;
  private final Optional<String> name;
  private final List<Access> access;

  /**
   * @param words what the directory said of the status and was kept
   * @param word what it said last, if that was kept
   * @param activity the last activity as it is stored, which may be early by the granularity
   * @param portal the id of the use of the portal that is stored, which may be an earlier one
   * @param name the user's name as it is stored, which the directory may have said
   */
  public Naive(
      List<Deed> deeds,
      List<Word> words,
      Optional<Word> word,
      Optional<Instant> activity,
      Optional<String> portal,
      Optional<String> name) {
    this.deeds = deeds.stream().distinct().toList();
    this.word = word;
    this.activity = activity;
    this.portal = portal;
    this.name = name;
    this.access = newest(this.deeds, words);
  }

  // ---- the status

  /** A fact that says that the user may sign in, or may not. */
  record Access(Instant counts, boolean enables, Mark mark, Optional<Deed> deed) {

    /** An answer of the directory counts as older by what the clocks may differ. */
    static Access of(Word word) {
      return new Access(
          word.time().minus(CLOCKS),
          word.enabled(),
          new Mark(word.time(), word.id()),
          Optional.empty());
    }

    static Access of(Deed deed) {
      return new Access(deed.time(), deed.what().enables(), Mark.of(deed), Optional.of(deed));
    }

    Instant time() {
      return mark.time();
    }
  }

  /** In the order in which they count; of one second enabled is believed. */
  private static List<Access> newest(List<Deed> deeds, List<Word> words) {
    List<Access> all = new ArrayList<>();
    for (Deed deed : deeds) {
      if (deed.what().enables() || deed.what().disables()) {
        all.add(Access.of(deed));
      }
    }
    for (Word one : words) {
      if (one.there()) {
        all.add(Access.of(one));
      }
    }
    all.sort(
        Comparator.comparing(Access::counts)
            .thenComparing(Access::enables)
            .thenComparing(Access::mark));
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  List<Access> access() {
    return access;
  }

  /** Those at the end of the list that all say the same as the last. */
  private static List<Access> lastAlike(List<Access> list) {
    int from = list.size();
    while (from > 0 && list.get(from - 1).enables() == list.getLast().enables()) {
      from--;
    }
    return list.subList(from, list.size());
  }

  /** What the user is by all that is known. */
  public enum Status {
    ENABLED,
    DISABLED,
    DELETED
  }

  public Status status() {
    if (deleted().isPresent()) {
      return Status.DELETED;
    }
    return access.isEmpty() || access.getLast().enables() ? Status.ENABLED : Status.DISABLED;
  }

  private Optional<Instant> deleted() {
    Optional<Instant> created = lastCreation().map(Deed::time);
    Optional<Instant> deleted = last(deed -> deed.what() == What.DELETED).map(Deed::time);
    Optional<Instant> found = word.filter(Word::there).map(it -> it.time().minus(CLOCKS));
    if (deleted.isPresent() && !after(created, deleted.get()) && !after(found, deleted.get())) {
      return deleted;
    }
    Optional<Instant> gone = word.filter(it -> !it.there()).map(Word::time);
    return gone.filter(it -> !after(created, it));
  }

  /** Who was made anew later was gone until then. */
  private Optional<Instant> deletedAt(Instant at) {
    if (!after(lastCreation().map(Deed::time), at)) {
      return deleted().filter(it -> it.isBefore(at));
    }
    Optional<Instant> gone =
        last(deed -> deed.what() == What.DELETED)
            .map(Deed::time)
            .or(() -> word.filter(it -> !it.there()).map(Word::time))
            .filter(it -> it.isBefore(at));
    return gone.filter(it ->
        access.stream()
            .filter(one -> one.deed().filter(deed -> deed.what().creates()).isPresent())
            .noneMatch(one -> one.time().isAfter(it) && !one.time().isAfter(at)));
  }

  // ---- what is known

  Optional<Deed> last(Predicate<Deed> which) {
    return deeds.stream().filter(which).max(Comparator.comparing(Mark::of));
  }

  Optional<Deed> lastSignIn() {
    return last(deed -> deed.what().signsIn());
  }

  /** An enrolment does not replace the latest credentials. */
  Optional<Deed> lastWithCredentials() {
    return last(deed -> deed.what().saysCredentials() && Shown.shown(deed) != Shown.ENROLMENT);
  }

  private Optional<Deed> storedPortalUse() {
    return last(deed -> portal.filter(deed.id()::equals).isPresent());
  }

  Optional<Deed> lastCreation() {
    return last(deed -> deed.what().creates());
  }

  /** Of whatever is a use of the store's own account, and no mailed code alone. */
  Optional<Deed> firstUse() {
    return deeds.stream()
        .filter(it -> it.what().signsIn() || it.what() == What.USED_PORTAL)
        .filter(it ->
            !it.what().saysCredentials()
                || (!Shown.mailedCodeAlone(it) && Shown.shown(it) != Shown.EXTERNAL))
        .min(Comparator.comparing(Mark::of));
  }

  Optional<Deed> firstMailedCode() {
    return deeds.stream().filter(Shown::mailedCodeAlone).min(Comparator.comparing(Mark::of));
  }

  Optional<Instant> firstSeen() {
    return deeds.stream().map(Deed::time).min(Comparator.naturalOrder());
  }

  private static boolean after(Optional<Instant> one, Instant other) {
    return one.filter(time -> time.isAfter(other)).isPresent();
  }

  // ---- revoked access

  /** A use of an access that was revoked, and when that was. */
  public record Use(Deed deed, Instant revoked) {
    Instant time() {
      return deed.time();
    }
  }

  /** Of the latest sign-in and the latest use of the portal, the later that is one. */
  public Optional<Use> use(Config.Days days) {
    Optional<Use> signIn =
        lastSignIn().flatMap(it -> revokedAt(it.time()).map(since -> new Use(it, since)));
    Optional<Use> session = storedPortalUse().flatMap(it -> ofSession(it, days));
    return signIn.isPresent()
            && session
                .filter(it -> Mark.of(it.deed).compareTo(Mark.of(signIn.get().deed)) > 0)
                .isEmpty()
        ? signIn
        : session;
  }

  private Optional<Use> ofSession(Deed deed, Config.Days days) {
    return revokedAt(deed.time())
        .map(since -> new Use(deed, since))
        .filter(it -> it.time().isAfter(it.revoked().plus(days.revocationGrace())));
  }

  /**
   * The latest use of an old session, which must be the one that is stored; unless there was an
   * activity after the revocation within the granularity, for the record of the revocation may have
   * come later than both.
   */
  Optional<Deed> unmistakableUse(Config.Days days, Duration granularity) {
    Predicate<Deed> isActivity = deed -> deed.what().signsIn() || deed.what() == What.USED_PORTAL;
    return last(deed -> deed.what() == What.USED_PORTAL)
        .flatMap(deed -> ofSession(deed, days))
        .filter(use ->
            deeds.stream()
                .filter(isActivity)
                .filter(deed -> !deed.equals(use.deed()))
                .filter(deed -> !deed.time().isBefore(use.revoked()))
                .noneMatch(deed -> deed.time().plus(granularity).compareTo(use.time()) >= 0))
        .map(Use::deed);
  }

  /** Since when the user might not sign in at that instant. */
  private Optional<Instant> revokedAt(Instant at) {
    Optional<Instant> gone = deletedAt(at);
    List<Access> before =
        access.stream().filter(it -> it.time().isBefore(at) && !mayFollow(it, at)).toList();
    if (before.isEmpty() || before.getLast().enables()) {
      return gone;
    }
    // Whom the directory found enabled, though no event said so, is not accused.
    List<Access> enabling =
        access.subList(access.indexOf(before.getLast()), access.size()).stream()
            .filter(Access::enables)
            .toList();
    boolean foundEnabled =
        !enabling.isEmpty()
            && enabling.getFirst().deed().isEmpty()
            && !mayFollow(enabling.getFirst(), at);
    Optional<Instant> out =
        foundEnabled
            ? Optional.empty()
            : lastAlike(before).stream().map(Access::time).min(Comparator.naturalOrder());
    return out.isPresent() && gone.filter(it -> it.isBefore(out.get())).isEmpty() ? out : gone;
  }

  /** Whether it is an answer that may have seen an enabling from after that instant. */
  private boolean mayFollow(Access answer, Instant at) {
    return answer.enables()
        && answer.deed().isEmpty()
        && access.stream()
            .filter(it -> it.enables() && it.deed().isPresent() && it.time().isAfter(at))
            .anyMatch(it -> !it.time().isAfter(answer.time().plus(CLOCKS)));
  }

  /** Since when the user may not sign in, this time. */
  private Optional<Instant> revokedNow() {
    return deleted()
        .or(() -> lastAlike(access).stream().map(Access::time).min(Comparator.naturalOrder()));
  }

  /** Whether the user was let in again since, or was disabled or deleted once more. */
  public boolean over(Use use) {
    return status() == Status.ENABLED
        || (access.stream().anyMatch(it -> it.enables() && it.time().isAfter(use.time()))
            && after(revokedNow(), use.time()))
        || deeds.stream()
            .anyMatch(it ->
                it.time().isAfter(use.time())
                    && (it.what() == What.DELETED || it.what().disables()));
  }

  // ---- days

  /** How a user stands under a control that counts days. */
  sealed interface Stand {
    /** By which latest record, where another could have ended it. */
    record NotApplicable(String because, Optional<Instant> by) implements Stand {}

    /** Nothing is known that one could count from. */
    record Unknown() implements Stand {}

    /** From then on, if that is known. */
    record Counts(Optional<Instant> known) implements Stand {}
  }

  Stand stand(Control control, Config.Days days, Ears ears, Instant asOf) {
    if (status() == Status.DELETED) {
      return new Stand.NotApplicable("deleted", Optional.empty());
    }
    if (status() == Status.DISABLED) {
      return new Stand.NotApplicable("disabled", Optional.of(access.getLast().time()));
    }
    if (control == Control.PASSWORD_AGE) {
      return passwordAge(days, ears.from());
    }
    Optional<Instant> grace = enabledAgain().map(it -> it.plus(days.enabledGrace()));
    if (after(grace, asOf)) {
      return new Stand.NotApplicable("enabled-grace", Optional.empty());
    }
    Optional<Instant> used = days.portalCounts() ? activity : lastSignIn().map(Deed::time);
    return new Stand.Counts(later(used, came()));
  }

  /** When an event ended a disabling that was known; nothing else is one. */
  private Optional<Instant> enabledAgain() {
    if (access.isEmpty() || !access.getLast().enables()) {
      return Optional.empty();
    }
    List<Access> enabled = lastAlike(access);
    return enabled.size() == access.size()
        ? Optional.empty()
        : enabled.stream()
            .min(Comparator.comparing(Access::mark))
            .flatMap(Access::deed)
            .filter(it -> !it.what().creates())
            .map(Deed::time);
  }

  /**
   * Whether the directory found the user enabled so near to an enabling that, by clocks which
   * differ, nobody knows which of them ended the disabling.
   */
  boolean graceIsUnsure() {
    return access.stream()
        .filter(Access::enables)
        .filter(it -> it.deed().isEmpty())
        .anyMatch(answer ->
            access.stream()
                .filter(Access::enables)
                .filter(it -> it.deed().isPresent())
                .anyMatch(
                    it -> Duration.between(it.time(), answer.time()).abs().compareTo(CLOCKS) <= 0));
  }

  /** When the user came to be. */
  private Optional<Instant> came() {
    return lastCreation().map(Deed::time).or(() -> word.flatMap(Word::created));
  }

  private Stand passwordAge(Config.Days days, Instant floor) {
    List<Deed> said = deeds.stream().filter(it -> it.what().saysCredentials()).toList();
    Optional<Instant> reset = last(it -> it.what() == What.NEW_PASSWORD).map(Deed::time);
    Optional<Deed> latest = last(it -> it.what().saysCredentials());
    Optional<Instant> link = last(it -> it.what() == What.LINK_SENT).map(Deed::time);
    Optional<Instant> set = days.mailedLinkCounts() ? later(reset, link) : reset;
    if (latest
        .filter(it -> Shown.shown(it) == Shown.EXTERNAL)
        .filter(it -> !after(set, it.time()) && !after(came(), it.time()))
        .isPresent()) {
      return new Stand.NotApplicable("external-idp", latest.map(Deed::time));
    }
    Optional<Instant> began = began(days, reset);
    Instant life = began.or(this::came).orElse(Instant.MIN);
    List<Deed> since = said.stream().filter(it -> !it.time().isBefore(life)).toList();
    if (days.singleFactorOnly() && always(since, days)) {
      return new Stand.NotApplicable(
          "second-factor",
          since.stream()
              .filter(it -> strong(it, days))
              .map(Deed::time)
              .max(Comparator.naturalOrder()));
    }
    // Nothing from before the creation is of this user, even under the same id.
    Instant born = came().orElse(Instant.MIN);
    List<Deed> now = said.stream().filter(it -> !it.time().isBefore(born)).toList();
    boolean seen =
        now.stream().anyMatch(it -> Shown.shown(it).password)
            || (firstMailedCode().filter(it -> !it.time().isBefore(born)).isPresent()
                && lastCreation().filter(it -> it.what().invites()).isEmpty());
    if (began.isEmpty() && !seen) {
      boolean allHeard = came().filter(it -> !it.isBefore(floor)).isPresent();
      boolean allSaid =
          now.isEmpty()
              ? lastSignIn().filter(it -> !it.time().isBefore(born)).isEmpty()
              : now.stream().noneMatch(it -> Shown.shown(it) == Shown.UNSAID);
      return allHeard && allSaid
          ? new Stand.NotApplicable("no-password", came())
          : new Stand.Unknown();
    }
    boolean alone = days.singleFactorOnly() ? said.stream().anyMatch(it -> weak(it, days)) : seen;
    return began.isEmpty() && came().isEmpty() && !alone
        ? new Stand.Unknown()
        : new Stand.Counts(began.or(this::came));
  }

  /** When the password was set, as far as that is known; it is never older than its user. */
  private Optional<Instant> began(Config.Days days, Optional<Instant> reset) {
    List<Instant> all = new ArrayList<>();
    reset.ifPresent(all::add);
    if (days.mailedLinkCounts()) {
      last(it -> it.what() == What.LINK_SENT).map(Deed::time).ifPresent(all::add);
    }
    Optional<What> made = lastCreation().map(Deed::what);
    if (made.filter(What::createsWithPassword).isPresent()) {
      came().ifPresent(all::add);
    }
    Instant came = came().orElse(Instant.MIN);
    boolean set = reset.filter(it -> !it.isBefore(came)).isPresent();
    if (!set && made.filter(it -> it.createsWithPassword() || it.invites()).isEmpty()) {
      firstMailedCode()
          .filter(code ->
              firstUse().filter(it -> it.time().plus(LOGIN).isBefore(code.time())).isEmpty())
          .map(Deed::time)
          .ifPresent(all::add);
    }
    return all.stream().filter(it -> !it.isBefore(came)).max(Comparator.naturalOrder());
  }

  /** Whether each sign-in that used the password proved a second factor too, and there was one. */
  private static boolean always(List<Deed> signIns, Config.Days days) {
    boolean against =
        signIns.stream().anyMatch(it -> weak(it, days) || Shown.shown(it) == Shown.UNSAID);
    return !against && signIns.stream().anyMatch(it -> strong(it, days));
  }

  private static boolean strong(Deed signIn, Config.Days days) {
    return switch (Shown.shown(signIn)) {
      case FACTOR, ENROLMENT -> true;
      case MAILED_CODE -> days.mailedCodeIsFactor();
      default -> false;
    };
  }

  private static boolean weak(Deed signIn, Config.Days days) {
    return switch (Shown.shown(signIn)) {
      case ALONE -> true;
      case MAILED_CODE -> !days.mailedCodeIsFactor();
      default -> false;
    };
  }

  /** The level that is to be open, if any. */
  public Optional<Level> level(Control control, Config.Days days, Ears ears, Instant asOf) {
    if (!(stand(control, days, ears, asOf) instanceof Stand.Counts(var known))) {
      return Optional.empty();
    }
    List<Duration> levels = days(control, days);
    if (known.filter(it -> level(it, asOf, levels).isEmpty()).isPresent()) {
      return Optional.empty();
    }
    Instant since = later(known, Optional.of(ears.from())).orElseThrow();
    return ears.sureSince(since, asOf, most(levels))
        .flatMap(it -> level(ears.heard(it, asOf), levels));
  }

  /** Of a count, not more than a twentieth of the breach threshold may have been missed. */
  private static Duration most(List<Duration> levels) {
    return levels.get(1).dividedBy(20);
  }

  /** How it reads; compliant only where something within the days is proved. */
  String reads(Control control, Config.Days days, Ears ears, Instant asOf) {
    List<Duration> levels = days(control, days);
    return switch (stand(control, days, ears, asOf)) {
      case Stand.NotApplicable(var because, var by) ->
          by.filter(it -> ears.missed(it, asOf).compareTo(most(levels)) > 0).isPresent()
              ? "not-checked"
              : "not-applicable " + because;
      case Stand.Unknown() -> "not-determinable";
      case Stand.Counts(var known) ->
          level(control, days, ears, asOf)
              .map(Level::label)
              .orElseGet(() -> {
                if (known.filter(it -> level(it, asOf, levels).isEmpty()).isPresent()) {
                  return "compliant";
                }
                Instant since = later(known, Optional.of(ears.from())).orElseThrow();
                return ears.missed(since, asOf).compareTo(most(levels)) > 0
                    ? "not-checked"
                    : "not-determinable";
              });
    };
  }

  /**
   * Whether, where no use of a revoked access is known, there may have been one that nobody heard:
   * too much was missed since anything that would have ended it, and since then nobody listened for
   * as long as it takes to be sure. That the directory says who is out ends nothing.
   */
  boolean useMayBeMissed(Config.Days days, Ears ears, Instant asOf) {
    List<Instant> ends = new ArrayList<>();
    for (Access one : access) {
      if (one.enables() || one.deed().isPresent()) {
        ends.add(one.time());
      }
    }
    last(deed -> deed.what() == What.DELETED).ifPresent(it -> ends.add(it.time()));
    lastSignIn().ifPresent(it -> ends.add(it.time()));
    came().ifPresent(ends::add);
    if (status() == Status.ENABLED) {
      storedPortalUse().ifPresent(it -> ends.add(it.time()));
    }
    Instant since = ends.stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
    Duration most = most(days.inactivity());
    if (ears.missed(since, asOf).compareTo(most) <= 0) {
      return false;
    }
    return ears.sureSince(since, asOf, most)
        .filter(it -> ears.heard(it, asOf).compareTo(days.inactivity().get(1)) >= 0)
        .isEmpty();
  }

  boolean exempt(int user, List<Granted> granted, Instant asOf) {
    return granted.stream()
        .anyMatch(it -> !it.removed() && it.until().isAfter(asOf) && covers(it, user));
  }

  private boolean covers(Granted it, int user) {
    boolean service =
        name.filter(word -> word.toLowerCase(Locale.ROOT).startsWith("svc-")).isPresent();
    return it.byName() ? service : it.user() == user;
  }

  private static final List<Level> LEVELS = List.of(Level.WARNING, Level.BREACH, Level.ESCALATED);

  /** How long ago is how bad. */
  static Optional<Level> level(Instant since, Instant asOf, List<Duration> days) {
    return level(Duration.between(since, asOf), days);
  }

  static Optional<Level> level(Duration ago, List<Duration> days) {
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
}
