package ninety.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.MemoryDossiers;
import ninety.user.UserId;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** The users table with DynamoDB's moods. Safe for all threads. */
public final class Table implements Dossiers {

  private final MemoryDossiers content;
  private final Map<UserId, Integer> reads = new HashMap<>();
  private Function<UserId, Optional<RuntimeException>> beforeStore = _ -> Optional.empty();
  private Function<UserId, Optional<RuntimeException>> beforeRead = _ -> Optional.empty();

  public Table(MemoryDossiers content) {
    this.content = content;
  }

  public synchronized void beforeStore(Function<UserId, Optional<RuntimeException>> mood) {
    beforeStore = mood;
  }

  public synchronized void beforeRead(Function<UserId, Optional<RuntimeException>> mood) {
    beforeRead = mood;
  }

  public synchronized int reads() {
    return reads.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public synchronized Optional<Dossier> read(UserId id) {
    reads.merge(id, 1, Integer::sum);
    fail(beforeRead.apply(id));
    return content.read(id);
  }

  @Override
  public synchronized Stored store(Dossier changed) {
    fail(beforeStore.apply(changed.user().id()));
    return content.store(changed);
  }

  private static void fail(Optional<RuntimeException> failure) {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  public static RuntimeException throttled() {
    return failed("ProvisionedThroughputExceededException");
  }

  public static RuntimeException refused() {
    return failed("ValidationException");
  }

  public static RuntimeException denied() {
    return failed("AccessDeniedException");
  }

  private static RuntimeException failed(String code) {
    return DynamoDbException.builder()
        .message(code)
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .build();
  }
}
