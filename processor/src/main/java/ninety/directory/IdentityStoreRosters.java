package ninety.directory;

import static ninety.aws.Calls.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import ninety.aws.Fault;
import ninety.aws.Misconfigured;
import ninety.aws.Misconfigured.Setting;
import ninety.user.IdentityStoreId;
import ninety.user.Kind.Presence;
import ninety.user.Pace;
import ninety.user.Proof;
import ninety.user.Quota;
import ninety.user.Roster;
import ninety.user.Rosters;
import ninety.user.UserId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.identitystore.model.AccessDeniedException;
import software.amazon.awssdk.services.identitystore.model.AccessDeniedExceptionReason;
import software.amazon.awssdk.services.identitystore.model.ListUsersRequest;
import software.amazon.awssdk.services.identitystore.model.ListUsersResponse;
import software.amazon.awssdk.services.identitystore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.identitystore.model.ResourceType;
import software.amazon.awssdk.services.identitystore.model.ThrottlingException;
import software.amazon.awssdk.services.identitystore.model.User;
import software.amazon.awssdk.services.identitystore.model.UserStatus;

/**
 * The list of an identity store's users by {@code ListUsers}, a hundred a page, from the budget of
 * calls that all sweeps share. A page that does not come is asked for again for about a minute;
 * then the list has failed as a whole, since half a list would say of the others that they are
 * gone. An answer without {@code Users} is no page, and not the last one either.
 */
public final class IdentityStoreRosters implements Rosters {

  /** ListUsers: users in one page. */
  private static final int PAGE = 100;

  private static final int MOST_TRIES = 12;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final String CALL = "identitystore.amazonaws.com ListUsers";

  private static final Logger LOG = LoggerFactory.getLogger(IdentityStoreRosters.class);

  private final IdentitystoreAsyncClient client;
  private final IdentityStoreId store;
  private final boolean contacts;
  private final Turns turns;
  private final Clock clock;
  private final RandomGenerator random;
  private final Pace pace;

  /**
   * @param client made with {@link IdentityStoreDirectory#ONE_ATTEMPT}
   * @param contacts whether e-mail address, manager and department are taken too
   * @param quota shared with all sweeps
   * @param random spreads retries
   */
  public IdentityStoreRosters(
      IdentitystoreAsyncClient client,
      IdentityStoreId store,
      boolean contacts,
      Quota quota,
      Clock clock,
      RandomGenerator random,
      Pace pace) {
    this.client = client;
    this.store = store;
    this.contacts = contacts;
    this.turns = new Turns(quota, IdentityStoreDirectory.APART);
    this.clock = clock;
    this.random = random;
    this.pace = pace;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Misconfigured if there is no such store, or it may not be listed
   */
  @Override
  public Roster read(IntConsumer progress) {
    Instant at = now();
    Roster.Entries entries = new Roster.Entries();
    Set<String> tokens = new HashSet<>();
    ListUsersResponse page = page(null);
    while (true) {
      Instant asked = now();
      Proof proof = proof(at, page);
      for (User user : page.users()) {
        entries.add(entry(user, proof, asked));
      }
      progress.accept(entries.size());
      String next = page.nextToken();
      if (next == null || next.isEmpty()) {
        if (entries.repeated() > 0) {
          LOG.info("{} users were on more than one page of the list", entries.repeated());
        }
        return new Roster(store, at, true, proof, entries.all());
      }
      if (!tokens.add(next)) {
        throw none("its pages go round");
      }
      page = page(next);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private ListUsersResponse page(@Nullable String token) {
    for (int attempt = 1; ; attempt++) {
      pause(turns.take(clock.instant()));
      Duration pause = backoff(attempt);
      try {
        ListUsersResponse page = answer(client.listUsers(request(token)));
        boolean goesRound = token != null && token.equals(page.nextToken());
        if (page.hasUsers() && !goesRound) {
          return page;
        }
        if (attempt == MOST_TRIES) {
          throw none(goesRound ? "its pages go round" : "its answer has none");
        }
      } catch (RuntimeException failed) {
        if (Fault.of(failed) != Fault.PASSING || attempt == MOST_TRIES) {
          throw stated(failed);
        }
        pause = longer(retryAfter(failed), pause);
        LOG.debug("A page of the list is asked for again: {}", Fault.describe(failed));
      }
      pause(pause);
    }
  }

  private Misconfigured none(String why) {
    return new Misconfigured(
        "Identity store %s gives no list of its users: %s.".formatted(store, why));
  }

  private ListUsersRequest request(@Nullable String token) {
    ListUsersRequest.Builder request =
        ListUsersRequest.builder().identityStoreId(store.value()).maxResults(PAGE).nextToken(token);
    return contacts ? request.extensions(List.of(Describing.ENTERPRISE)).build() : request.build();
  }

  private RuntimeException stated(RuntimeException failed) {
    return switch (failed) {
      case ResourceNotFoundException notThere
          when notThere.resourceType() == ResourceType.IDENTITY_STORE ->
          new Misconfigured(
              "There is no identity store %s in this account and Region.".formatted(store),
              Setting.IDENTITY_STORE,
              Setting.DIRECTORY_REGION,
              Setting.DIRECTORY_ROLE);
      case AccessDeniedException denied
          when denied.reason() == AccessDeniedExceptionReason.KMS_ACCESS_DENIED ->
          new Misconfigured(
              "Identity store %s is encrypted with a key that the role may not use: let it decrypt with that key (kms:Decrypt)."
                  .formatted(store));
      case AccessDeniedException _ ->
          new Misconfigured(
              "The users of identity store %s may not be listed: allow the role identitystore:ListUsers on the store, or give a file of its users."
                  .formatted(store),
              Setting.DIRECTORY_ROLE);
      default -> failed;
    };
  }

  private Roster.Entry entry(User user, Proof proof, Instant asked) {
    UserId id =
        Optional.ofNullable(user.userId())
            .flatMap(UserId::parse)
            .orElseThrow(() ->
                new Misconfigured(
                    "Identity store %s lists a user whose id has a form that is not known here. Look for a newer version of ninety."
                        .formatted(store)));
    return new Roster.Entry(
        id,
        Describing.name(user.userName()),
        presence(user.userStatus()),
        time(user.createdAt(), asked),
        time(user.updatedAt(), asked),
        contacts ? Optional.of(Describing.of(user)) : Optional.empty(),
        proof);
  }

  /** Guesses nothing: what is not said, or in a word that is not known here, is not guessed at. */
  private static Presence presence(@Nullable UserStatus status) {
    return switch (status) {
      case ENABLED -> Presence.ENABLED;
      case DISABLED -> Presence.DISABLED;
      case null, default -> Presence.PRESENT;
    };
  }

  /** Leaves out what lies after the answer, which is not believed. */
  private static Optional<Instant> time(@Nullable Instant said, Instant asked) {
    return Optional.ofNullable(said)
        .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
        .filter(time -> !time.isAfter(asked));
  }

  private static Proof proof(Instant at, ListUsersResponse page) {
    return new Proof(
        at,
        Optional.ofNullable(page.responseMetadata().requestId()).orElse("unknown"),
        CALL,
        Proof.Source.DIRECTORY);
  }

  private void pause(Duration pause) {
    if (pause.isPositive()) {
      pace.pause(pause);
    }
  }

  /** Doubling up to a limit, the latter half of it by chance. */
  private Duration backoff(int attempt) {
    long ceiling =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
    return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
  }

  private static Duration retryAfter(RuntimeException failed) {
    return failed instanceof ThrottlingException throttled
        ? Optional.ofNullable(throttled.retryAfterSeconds())
            .map(Duration::ofSeconds)
            .orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
