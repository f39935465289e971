package ninety.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.user.Directory.Answer;
import ninety.user.MemoryQuota;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.identitystore.model.AccessDeniedException;
import software.amazon.awssdk.services.identitystore.model.DescribeUserRequest;
import software.amazon.awssdk.services.identitystore.model.DescribeUserResponse;
import software.amazon.awssdk.services.identitystore.model.IdentitystoreResponseMetadata;
import software.amazon.awssdk.services.identitystore.model.InternalServerException;
import software.amazon.awssdk.services.identitystore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.identitystore.model.ThrottlingException;
import software.amazon.awssdk.services.identitystore.model.UserStatus;

/** Whatever trouble the store is in: no false word about a user, and no sweep that does not end. */
final class TroubledStoreTest {

  private static final String STORE = "d-9067642ac7";
  private static final int USERS = 400;

  @BeforeEach
  void sayNothing() {
    logger().setAdditive(false);
  }

  @AfterEach
  void speakAgain() {
    logger().setAdditive(true);
  }

  @Test
  void an_answer_is_true_or_none_and_trouble_costs_no_more_time_than_it_may() {
    Seeds.each(
        150,
        random -> {
          ManualTime time = new ManualTime("2026-08-26T08:15:02Z");
          TroubledStore store = new TroubledStore(random, time);
          IdentityStoreDirectory directory =
              new IdentityStoreDirectory(
                  store,
                  STORE,
                  new MemoryQuota(),
                  time,
                  time::elapsed,
                  new SplittableRandom(random.nextLong()),
                  time);
          int unverified = 0;

          for (int number = 0; number < USERS; number++) {
            UserId user = new UserId("00000000-0000-0000-0000-%012d".formatted(number + 1));
            Instant asked = time.instant();
            switch (directory.ask(UserRecord.unknown(user))) {
              case Answer.Found(var proof, _, var enabled, _) -> {
                assertEquals(store.status(user), Optional.of(enabled));
                assertTrue(!proof.time().isBefore(asked) && !proof.time().isAfter(time.instant()));
              }
              case Answer.Gone _ -> assertEquals(Optional.empty(), store.status(user));
              case Answer.Unverified _ -> unverified++;
            }
          }

          Duration troubled = time.elapsed().minus(store.wellSpent);
          Duration most =
              Duration.ofSeconds(60)
                  .plus(time.elapsed().dividedBy(10))
                  .plus(TroubledStore.SLOWEST)
                  // The turns of those who were answered.
                  .plus(Duration.ofMillis(100 * USERS));
          assertTrue(troubled.compareTo(most) <= 0, troubled + " of " + time.elapsed());
          if (store.trouble == 0) {
            assertEquals(0, unverified);
          }
        });
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(IdentityStoreDirectory.class);
  }

  /** In trouble more or less often, in fits of more or less length. */
  private static final class TroubledStore implements IdentitystoreAsyncClient {

    private static final IdentitystoreResponseMetadata METADATA =
        IdentitystoreResponseMetadata.create(
            DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", "r2")));

    static final Duration SLOWEST = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private final ManualTime time;
    private final double trouble;
    private final double steadiness;
    private final Map<UserId, Optional<Boolean>> statuses = new HashMap<>();
    private boolean troubled;
    Duration wellSpent = Duration.ZERO;

    TroubledStore(RandomGenerator random, ManualTime time) {
      this.random = random;
      this.time = time;
      this.trouble = random.nextInt(4) / 3.0;
      this.steadiness = random.nextInt(10) / 10.0;
    }

    /** Whether the user is enabled; empty for one who is gone. */
    Optional<Boolean> status(UserId user) {
      return statuses.computeIfAbsent(
          user, _ -> random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextBoolean()));
    }

    @Override
    public CompletableFuture<DescribeUserResponse> describeUser(DescribeUserRequest call) {
      if (random.nextDouble() >= steadiness) {
        troubled = random.nextDouble() < trouble;
      }
      if (troubled) {
        time.pause(
            Duration.ofMillis(random.nextInt(5) == 0 ? random.nextLong(SLOWEST.toMillis()) : 20));
        return CompletableFuture.failedFuture(
            switch (random.nextInt(5)) {
              case 0 -> InternalServerException.builder().statusCode(500).build();
              case 1 -> SdkClientException.create("cut off", new IOException("reset"));
              case 2 -> AccessDeniedException.builder().statusCode(400).build();
              default -> ThrottlingException.builder().statusCode(400).build();
            });
      }
      Duration latency = Duration.ofMillis(random.nextLong(300));
      time.pause(latency);
      wellSpent = wellSpent.plus(latency);
      Optional<Boolean> status = status(new UserId(call.userId()));
      if (status.isEmpty()) {
        return CompletableFuture.failedFuture(
            ResourceNotFoundException.builder()
                .statusCode(400)
                .resourceType("USER")
                .requestIdValue("r1")
                .build());
      }
      return CompletableFuture.completedFuture(
          (DescribeUserResponse)
              DescribeUserResponse.builder()
                  .userId(call.userId())
                  .userStatus(status.get() ? UserStatus.ENABLED : UserStatus.DISABLED)
                  .responseMetadata(METADATA)
                  .build());
    }

    @Override
    public String serviceName() {
      return "identitystore";
    }

    @Override
    public void close() {}
  }
}
