package ninety.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The newest facts about whether a user may sign in, in the order in which they count. The newest
 * sixteen of a union are a join, so the order in which facts arrive does not matter.
 */
public record AccessHistory(SortedSet<Entry> newest) {

  private static final int MOST = 16;

  public static final AccessHistory NONE = new AccessHistory(new TreeSet<>());

  public AccessHistory {
    TreeSet<Entry> kept = new TreeSet<>(newest);
    while (kept.size() > MOST) {
      kept.removeFirst();
    }
    newest = Collections.unmodifiableSortedSet(kept);
  }

  /**
   * The word of a fact. Declared so that enabled wins a tie: to take an enabled user for disabled
   * would be a false "compliant".
   */
  public enum Word {
    LISTED_DISABLED,
    CREATED_DISABLED,
    DISABLED,
    LISTED_ENABLED,
    CREATED_ENABLED,
    ENABLED;

    public boolean enables() {
      return compareTo(LISTED_ENABLED) >= 0;
    }

    /** True if it is the directory's answer, which says how it is and not since when. */
    public boolean listed() {
      return this == LISTED_DISABLED || this == LISTED_ENABLED;
    }

    /** The name under which it is kept, such as {@code listed-enabled}. Never to be changed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One fact. */
  public record Entry(Word word, Proof proof) implements Comparable<Entry> {

    private static final Comparator<Entry> AS_THEY_COUNT =
        Comparator.comparing(Entry::countsFrom)
            .thenComparing(entry -> entry.word().enables())
            .thenComparing(Entry::proof)
            .thenComparing(Entry::word);

    /**
     * An answer of the directory is dated by our clock, in milliseconds; an event by AWS, in whole
     * seconds. So that an answer never outdoes an event that came after it, it counts as older by
     * what the clocks may differ.
     */
    public Instant countsFrom() {
      return word.listed() ? proof.time().minus(Proof.CLOCK_TOLERANCE) : proof.time();
    }

    @Override
    public int compareTo(Entry other) {
      return AS_THEY_COUNT.compare(this, other);
    }
  }

  static AccessHistory of(Kind kind, Proof proof) {
    return word(kind)
        .map(word -> new AccessHistory(new TreeSet<>(List.of(new Entry(word, proof)))))
        .orElse(NONE);
  }

  private static Optional<Word> word(Kind kind) {
    return switch (kind) {
      case Kind.UserCreated(var enabled, _) ->
          Optional.of(enabled ? Word.CREATED_ENABLED : Word.CREATED_DISABLED);
      case Kind.UserEnabled() -> Optional.of(Word.ENABLED);
      case Kind.UserDisabled() -> Optional.of(Word.DISABLED);
      case Kind.Listed(var presence, _) ->
          switch (presence) {
            case ENABLED -> Optional.of(Word.LISTED_ENABLED);
            case DISABLED -> Optional.of(Word.LISTED_DISABLED);
            case GONE, PRESENT -> Optional.empty();
          };
      case Kind.SignIn _, Kind.PortalActivity _, Kind.PasswordReset _ -> Optional.empty();
      case Kind.UserDeleted _, Kind.UserUpdated _, Kind.Described _ -> Optional.empty();
    };
  }

  AccessHistory join(AccessHistory other) {
    if (other.newest.isEmpty()) {
      return this;
    }
    TreeSet<Entry> both = new TreeSet<>(newest);
    both.addAll(other.newest);
    return new AccessHistory(both);
  }

  /** The entry that counts now. */
  public Optional<Entry> latest() {
    return newest.isEmpty() ? Optional.empty() : Optional.of(newest.last());
  }

  /**
   * The proof that the user is disabled: the latest event that says so and still holds, which is
   * nearer to when it happened than an answer of the directory; else the latest answer.
   */
  Optional<Proof> disabling() {
    return proving(run(newest, false));
  }

  /** The event, or else the answer, by which a disabling ended; the same for an enabling. */
  private static Optional<Proof> proving(List<Entry> run) {
    return run.stream()
        .filter(entry -> !entry.word().listed())
        .reduce((_, second) -> second)
        .or(() -> run.stream().reduce((_, second) -> second))
        .map(Entry::proof);
  }

  /** The proof that the user may sign in; empty where the user is disabled, or nothing does. */
  public Optional<Proof> enabling() {
    return proving(run(newest, true));
  }

  /**
   * The event that ended a disabling that was known: the first that says enabled since then. A
   * repeated one, a creation or an answer of the directory is none.
   */
  public Optional<Proof> enabledAgain() {
    List<Entry> run = run(newest, true);
    if (run.size() == newest.size()) {
      return Optional.empty();
    }
    return run.stream()
        .min(Comparator.comparing(Entry::proof))
        .filter(first -> first.word() == Word.ENABLED)
        .map(Entry::proof);
  }

  /**
   * A time in which the user was disabled.
   *
   * @param since the first fact that says so
   * @param ended the fact that enabled the user again; where the directory's answer counts as the
   *     first, an event that explains it
   */
  record Disabled(Proof since, Optional<Entry> ended) {}

  /** In which such time that instant lies. Facts of the very instant do not count. */
  Optional<Disabled> disabledAt(Instant at) {
    List<Entry> before =
        newest.stream()
            .filter(entry -> entry.proof().time().isBefore(at))
            .filter(entry -> explaining(entry, at).isEmpty())
            .toList();
    return run(before, false).stream()
        .map(Entry::proof)
        .min(Comparator.naturalOrder())
        .map(since -> new Disabled(since, ended(before.getLast(), at)));
  }

  private Optional<Entry> ended(Entry disabled, Instant at) {
    return newest.tailSet(disabled).stream()
        .filter(entry -> entry.word().enables())
        .findFirst()
        .map(first -> explaining(first, at).orElse(first));
  }

  /**
   * Where the directory said enabled: the event after that instant which explains it, since by
   * clocks that differ the answer may have followed the event, whatever the two times say.
   */
  private Optional<Entry> explaining(Entry answer, Instant at) {
    return newest.stream()
        .filter(_ -> answer.word() == Word.LISTED_ENABLED)
        .filter(event -> event.word().enables() && !event.word().listed())
        .filter(event -> event.proof().time().isAfter(at))
        .filter(event ->
            !event.proof().time().isAfter(answer.proof().time().plus(Proof.CLOCK_TOLERANCE)))
        .findFirst();
  }

  /** True if an event says that the user was made after the one instant and not after the other. */
  boolean createdWithin(Instant after, Instant until) {
    return newest.stream()
        .filter(
            entry -> entry.word() == Word.CREATED_ENABLED || entry.word() == Word.CREATED_DISABLED)
        .map(entry -> entry.proof().time())
        .anyMatch(time -> time.isAfter(after) && !time.isAfter(until));
  }

  /** The facts after that instant, as they count. */
  List<Entry> after(Instant at) {
    return newest.stream().filter(entry -> entry.proof().time().isAfter(at)).toList();
  }

  /** The facts at the end that all say the same; empty where the last says the other thing. */
  private static List<Entry> run(Collection<Entry> entries, boolean enables) {
    List<Entry> run = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.word().enables() == enables) {
        run.add(entry);
      } else {
        run.clear();
      }
    }
    return run;
  }
}
