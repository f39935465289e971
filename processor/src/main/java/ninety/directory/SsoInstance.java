package ninety.directory;

import java.util.Optional;
import java.util.stream.Collectors;
import ninety.aws.Fault;
import ninety.coverage.InstanceRegions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.model.InstanceMetadata;
import software.amazon.awssdk.services.ssoadmin.model.RegionMetadata;
import software.amazon.awssdk.services.ssoadmin.model.RegionStatus;

/**
 * The instance of Identity Center ({@code sso:ListRegions}; the instance by its ARN, or by its
 * identity store in {@code sso:ListInstances}).
 */
public final class SsoInstance implements InstanceRegions {

  private static final Logger LOG = LoggerFactory.getLogger(SsoInstance.class);

  private final SsoAdminClient client;
  private final Optional<String> arn;
  private final String store;

  /**
   * @param client of the instance's primary Region
   * @param arn of the instance; where it is not given it is looked for
   * @param store the identity store that is watched
   */
  public SsoInstance(SsoAdminClient client, Optional<String> arn, String store) {
    this.client = client;
    this.arn = arn;
    this.store = store;
  }

  @Override
  public Answer ask() {
    try {
      Optional<String> instance = arn.or(this::found);
      if (instance.isEmpty()) {
        LOG.info(
            "No instance with identity store {} is seen from here, so it is not known in which"
                + " Regions it is replicated unless it is named",
            store);
        return new Answer.Refused();
      }
      return new Answer.Regions(
          client.listRegionsPaginator(call -> call.instanceArn(instance.get())).regions().stream()
              // Nobody signs in there yet.
              .filter(region -> region.status() != RegionStatus.ADDING)
              .map(RegionMetadata::regionName)
              .collect(Collectors.toSet()));
    } catch (SdkException failed) {
      return refused(failed);
    }
  }

  private Optional<String> found() {
    return client.listInstancesPaginator(_ -> {}).instances().stream()
        .filter(instance -> store.equals(instance.identityStoreId()))
        .map(InstanceMetadata::instanceArn)
        .findFirst();
  }

  /**
   * To ask is a convenience, and no right to it is not a fault: said once, and not again for a day.
   */
  private static Answer refused(SdkException failed) {
    boolean passing = Fault.of(failed) == Fault.PASSING;
    LOG.info(
        "It is not known in which Regions the instance is replicated ({}): one that is added and"
            + " not listened to goes unnoticed. To have it noticed, allow sso:ListRegions and"
            + " sso:ListInstances",
        Fault.describe(failed));
    return passing ? new Answer.Failed() : new Answer.Refused();
  }
}
