package ninety.archive;

import static ninety.aws.Calls.answer;

import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import ninety.digest.SigningKey;
import ninety.digest.SigningKeys;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailAsyncClient;
import software.amazon.awssdk.services.cloudtrail.model.ListPublicKeysResponse;

/**
 * The keys as CloudTrail lists them, in each Region its own ({@code cloudtrail:ListPublicKeys}).
 * Asked once for each Region. What AWS refuses is the SDK's exception.
 */
public final class CloudTrailKeys implements SigningKeys {

  private final Function<String, CloudTrailAsyncClient> clients;
  private final Instant from;
  private final Instant to;
  private final Map<String, Map<String, PublicKey>> regions = new ConcurrentHashMap<>();

  /**
   * @param clients by Region
   * @param from the earliest time at which a digest may have been signed
   * @param to the latest
   */
  public CloudTrailKeys(Function<String, CloudTrailAsyncClient> clients, Instant from, Instant to) {
    this.clients = clients;
    this.from = from;
    this.to = to;
  }

  @Override
  public Optional<PublicKey> find(String region, String fingerprint) {
    return Optional.ofNullable(regions.computeIfAbsent(region, this::list).get(fingerprint));
  }

  private Map<String, PublicKey> list(String region) {
    CloudTrailAsyncClient client = clients.apply(region);
    Map<String, PublicKey> keys = new HashMap<>();
    @Nullable String next = null;
    do {
      ListPublicKeysResponse page = page(client, next);
      page.publicKeyList()
          .forEach(each ->
              SigningKey.read(each.value().asByteArray())
                  .ifPresent(key -> keys.put(each.fingerprint(), key)));
      next = page.nextToken();
    } while (next != null);
    return keys;
  }

  private ListPublicKeysResponse page(CloudTrailAsyncClient client, @Nullable String next) {
    return answer(client.listPublicKeys(list -> list.startTime(from).endTime(to).nextToken(next)));
  }
}
