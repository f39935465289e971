package ninety.app;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import ninety.aws.Misconfigured;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.kinesis.common.KinesisClientUtil;

/** The SDK's clients that one command opens; all are closed with it. */
final class Clients implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

  static final ClientOverrideConfiguration BOUNDED =
      ClientOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(5))
          .apiCallTimeout(Duration.ofSeconds(20))
          .build();

  private final List<AutoCloseable> clients = Collections.synchronizedList(new ArrayList<>());

  void add(AutoCloseable client) {
    clients.add(client);
  }

  DynamoDbAsyncClient dynamo() {
    return opened(DynamoDbAsyncClient.builder().overrideConfiguration(BOUNDED));
  }

  SqsAsyncClient sqs() {
    return opened(SqsAsyncClient.builder().overrideConfiguration(BOUNDED));
  }

  /**
   * Whether a service is somewhere else than at AWS, as in tests, where no name of a bucket is a
   * host.
   *
   * @param service as the variable names it
   */
  static boolean hasOwnEndpoint(String service) {
    return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_" + service))
        .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
        .isPresent();
  }

  /** The KCL's own settings for Kinesis: HTTP/2, which servers without TLS do not speak. */
  KinesisAsyncClient kinesis() {
    boolean plain =
        Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_KINESIS"))
            .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
            .filter(url -> "http".equals(URI.create(url).getScheme()))
            .isPresent();
    return opened(
        plain
            ? KinesisAsyncClient.builder()
                .httpClientBuilder(
                    NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(200))
            : KinesisClientUtil.adjustKinesisClientBuilder(KinesisAsyncClient.builder()));
  }

  <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends AutoCloseable>
      C opened(B builder) {
    return opened(builder, region());
  }

  <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends AutoCloseable>
      C opened(B builder, Region region) {
    C client = builder.region(region).build();
    clients.add(client);
    return client;
  }

  static Region region() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException none) {
      throw new Misconfigured(
          "No AWS Region is set. Set AWS_REGION, or AWS_PROFILE to a profile that names one.");
    }
  }

  @Override
  public void close() {
    for (AutoCloseable client : clients.reversed()) {
      try {
        client.close();
      } catch (Exception onTheWayOut) {
        // Nothing depends on it any more, and the command's own outcome must not be hidden.
        LOG.debug("closing a client", onTheWayOut);
      }
    }
  }
}
