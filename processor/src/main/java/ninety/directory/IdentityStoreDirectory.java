package ninety.directory;

import static ninety.aws.Calls.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ninety.aws.Fault;
import ninety.aws.Misconfigured;
import ninety.aws.Misconfigured.Setting;
import ninety.user.Directory;
import ninety.user.DirectoryWord;
import ninety.user.DirectoryWord.Reason;
import ninety.user.IdentityStoreId;
import ninety.user.Pace;
import ninety.user.Proof;
import ninety.user.Quota;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.identitystore.model.AccessDeniedException;
import software.amazon.awssdk.services.identitystore.model.AccessDeniedExceptionReason;
import software.amazon.awssdk.services.identitystore.model.DescribeUserResponse;
import software.amazon.awssdk.services.identitystore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.identitystore.model.ResourceType;
import software.amazon.awssdk.services.identitystore.model.ThrottlingException;
import software.amazon.awssdk.services.identitystore.model.UserStatus;

/**
 * Asks one identity store with {@code DescribeUser}. One object serves all sweeps of a process, and
 * any number of threads.
 *
 * <p>A directory that is in trouble may cost a sweep a minute, and a tenth of the time after that
 * ({@link Patience}); then users are not asked any more, and are reported as unverified, until some
 * of that came back. A breach unreported is worse than one that was not verified.
 *
 * <p>Reasons of {@link DirectoryWord.Unavailable}: {@code throttled}, {@code unreachable} (no
 * answer, a fault of the service, or an answer that cannot be read), {@code access-denied}, {@code
 * refused} (for any other reason that does not pass by itself), {@code other-store}.
 */
public final class IdentityStoreDirectory implements Directory {

  /**
   * The settings that the client has to be made with: one attempt a call, since the retries are
   * counted here, and time-outs that leave the first call time to fetch credentials.
   */
  public static final ClientOverrideConfiguration ONE_ATTEMPT =
      ClientOverrideConfiguration.builder()
          .retryStrategy(AwsRetryStrategy.doNotRetry())
          .apiCallAttemptTimeout(Duration.ofSeconds(5))
          .apiCallTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * The limit of calls. All Identity Store APIs share 20 calls a second (IAM Identity Center User
   * Guide, quotas), and all callers of the organization share them: half is for all sweeps
   * together, and half is left to the others.
   */
  static final Duration APART = Duration.ofMillis(100);

  private static final int IN_FLIGHT = 10;

  private static final Duration MOST_LOST = Duration.ofMinutes(1);

  /** So that one user on whom the service fails does not take the patience away from the others. */
  private static final int MOST_RETRIES = 6;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  /** A trouble that goes on is logged again after this, which is about once a sweep. */
  private static final Duration LOGGED_AGAIN = Duration.ofMinutes(5);

  private static final String CALL = "identitystore.amazonaws.com DescribeUser";

  /** The text that stands for a value that is not to be seen. */
  private static final String MASK = "HIDDEN_DUE_TO_SECURITY_REASONS";

  /** Nobody has this id. */
  private static final UserId NOBODY = new UserId("00000000-0000-0000-0000-000000000000");

  private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");

  private static final Logger LOG = LoggerFactory.getLogger(IdentityStoreDirectory.class);

  private final IdentitystoreAsyncClient client;
  private final IdentityStoreId store;
  private final Clock clock;
  private final Supplier<Duration> elapsed;
  private final RandomGenerator random;
  private final Pace pace;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final Turns turns;
  private final Patience patience = new Patience(MOST_LOST);
  private final Map<Reason, Duration> logged = new HashMap<>();
  private volatile Reason latest = Reason.UNREACHABLE;

  /**
   * @param client made with {@link #ONE_ATTEMPT}
   * @param quota shared with all other sweeps
   * @param clock what dates the answers
   * @param elapsed the time since any one point, which never steps back
   * @param random spreads retries; used by several threads
   */
  public IdentityStoreDirectory(
      IdentitystoreAsyncClient client,
      String identityStoreId,
      Quota quota,
      Clock clock,
      Supplier<Duration> elapsed,
      RandomGenerator random,
      Pace pace) {
    this.client = client;
    this.store = new IdentityStoreId(identityStoreId);
    this.turns = new Turns(quota, APART);
    this.clock = clock;
    this.elapsed = elapsed;
    this.random = random;
    this.pace = pace;
  }

  /** The end of one call. */
  private sealed interface Outcome {
    record Said(DirectoryWord answer) implements Outcome {}

    /**
     * No answer now; the next call may have one.
     *
     * @param retryAfter what the service asks for; mostly nothing
     */
    record Failed(Reason reason, Duration retryAfter, String what) implements Outcome {}

    /** Only a person can change it. */
    record Refused(Reason reason, String what) implements Outcome {}
  }

  /**
   * Looks whether the store is there, so that a mistake is reported before work begins. Any other
   * trouble is none of that: it may be over when somebody has to be asked about. It is one call a
   * process and takes no turn, since a dry run, which looks too, writes nothing.
   *
   * @throws Misconfigured if there is no such store
   */
  public void check() {
    call(NOBODY);
  }

  /**
   * {@inheritDoc}
   *
   * @throws Misconfigured if there is no such store
   * @throws RuntimeException if no turn to ask can be had, since the table cannot be written
   */
  @Override
  public DirectoryWord ask(UserRecord user) {
    if (!livesHere(user)) {
      return new DirectoryWord.Unavailable(Reason.OTHER_STORE);
    }
    inFlight.acquireUninterruptibly();
    try {
      return askPatiently(user.id());
    } finally {
      inFlight.release();
    }
  }

  /** Asked about a user of another store, ours would say that there is no such user. */
  private boolean livesHere(UserRecord user) {
    return store.mayHold(user.id(), user.identityStoreId());
  }

  private DirectoryWord askPatiently(UserId user) {
    for (int retry = 1; ; retry++) {
      Duration began = elapsed.get();
      if (!patience.isThere(began)) {
        return new DirectoryWord.Unavailable(latest);
      }
      pause(turns.take(clock.instant()));
      switch (call(user)) {
        case Outcome.Said(var answer) -> {
          return answer;
        }
        case Outcome.Refused(var reason, var what) -> {
          lost(began, reason);
          complain(reason, what);
          return new DirectoryWord.Unavailable(reason);
        }
        case Outcome.Failed(var reason, var retryAfter, var what) -> {
          Duration now = lost(began, reason);
          Duration pause = longer(retryAfter, backoff(retry));
          if (retry > MOST_RETRIES || !patience.grant(now, pause)) {
            complain(reason, what);
            return new DirectoryWord.Unavailable(reason);
          }
          pause(pause);
        }
      }
    }
  }

  private Duration lost(Duration began, Reason reason) {
    Duration now = elapsed.get();
    latest = reason;
    patience.lose(began, now);
    return now;
  }

  private void pause(Duration pause) {
    if (pause.isPositive()) {
      pace.pause(pause);
    }
  }

  /** Doubling up to a limit, the latter half of it by chance. */
  private Duration backoff(int retry) {
    long ceiling = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << (retry - 1));
    synchronized (random) {
      return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private Outcome call(UserId user) {
    // Before the call: whatever happens to the user while it is under way is newer than its answer.
    Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      return said(
          user,
          asked,
          answer(
              client.describeUser(
                  call -> call.identityStoreId(store.value()).userId(user.value()))));
    } catch (ResourceNotFoundException notThere) {
      return notThere(asked, notThere);
    } catch (RuntimeException failed) {
      return failed(failed);
    }
  }

  private static Outcome said(UserId user, Instant asked, DescribeUserResponse response) {
    if (response.userId() == null || !response.userId().equalsIgnoreCase(user.value())) {
      return new Outcome.Failed(
          Reason.UNREACHABLE, Duration.ZERO, "an answer that is not about the user");
    }
    return new Outcome.Said(
        DirectoryWord.found(
            proof(asked, response.responseMetadata().requestId()),
            Optional.ofNullable(response.userName())
                .filter(name -> !name.isBlank() && !name.equals(MASK)),
            // Nothing is said by older services, other words by newer ones: that is no "disabled",
            // for to take an enabled user for disabled would be a false "compliant".
            response.userStatus() != UserStatus.DISABLED,
            Optional.ofNullable(response.createdAt())
                .map(created -> created.truncatedTo(ChronoUnit.MILLIS))
                .filter(created -> !created.isAfter(asked))));
  }

  /** Gone is who the service says is not there as a user, and nobody else: it is a grave word. */
  private Outcome notThere(Instant asked, ResourceNotFoundException notThere) {
    if (notThere.reasonAsString() == null && notThere.resourceType() == ResourceType.USER) {
      return new Outcome.Said(DirectoryWord.gone(proof(asked, requestId(notThere))));
    }
    if (notThere.resourceType() == ResourceType.IDENTITY_STORE) {
      throw new Misconfigured(
          "There is no identity store %s in this account and Region.".formatted(store),
          Setting.IDENTITY_STORE,
          Setting.DIRECTORY_REGION,
          Setting.DIRECTORY_ROLE);
    }
    return new Outcome.Refused(
        Reason.REFUSED, "%s, %s".formatted(Fault.describe(notThere), notThere.reasonAsString()));
  }

  /** A field of the answer, or its header, of which this exception of the SDK makes no use. */
  private static @Nullable String requestId(ResourceNotFoundException notThere) {
    return Optional.ofNullable(notThere.requestIdValue())
        .or(() ->
            notThere.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amzn-RequestId"))
        .orElse(null);
  }

  private static Outcome failed(RuntimeException failed) {
    String what = Fault.describe(failed);
    return switch (Fault.of(failed)) {
      case PASSING ->
          failed instanceof SdkServiceException service && service.isThrottlingException()
              ? new Outcome.Failed(Reason.THROTTLED, retryAfter(failed), what)
              : new Outcome.Failed(Reason.UNREACHABLE, Duration.ZERO, what);
      case REFUSED -> new Outcome.Refused(Reason.REFUSED, what);
      case LASTING ->
          failed instanceof AwsServiceException service && DENIED.contains(Fault.codeOf(service))
              ? new Outcome.Refused(Reason.ACCESS_DENIED, what + cure(failed))
              : new Outcome.Refused(Reason.REFUSED, what);
      case BUG -> throw failed;
    };
  }

  private static Duration retryAfter(RuntimeException failed) {
    return failed instanceof ThrottlingException throttled
        ? Optional.ofNullable(throttled.retryAfterSeconds())
            .map(Duration::ofSeconds)
            .orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static String cure(RuntimeException failed) {
    return switch (failed) {
      case AccessDeniedException denied
          when denied.reason() == AccessDeniedExceptionReason.KMS_ACCESS_DENIED ->
          ": let the role decrypt with the key of the identity store (kms:Decrypt)";
      case AccessDeniedException _ ->
          ": allow the role identitystore:DescribeUser on the store and on its users";
      default ->
          ": let this role assume the one under which the directory is asked (sts:AssumeRole)";
    };
  }

  private static Proof proof(Instant asked, @Nullable String requestId) {
    return new Proof(
        asked, Optional.ofNullable(requestId).orElse("unknown"), CALL, Proof.Source.DIRECTORY);
  }

  /**
   * Says once what keeps users from being verified. Never what the service says: it names users.
   */
  private void complain(Reason reason, String what) {
    Duration now = elapsed.get();
    synchronized (logged) {
      Duration before = logged.get(reason);
      if (before != null && now.minus(before).compareTo(LOGGED_AGAIN) < 0) {
        return;
      }
      logged.put(reason, now);
    }
    if (reason == Reason.ACCESS_DENIED || reason == Reason.REFUSED) {
      LOG.error(
          "Identity store {} refuses to answer, alerts are sent as unverified: {}", store, what);
    } else {
      LOG.warn("Identity store {} gives no answer, alerts are sent as unverified: {}", store, what);
    }
  }
}
