package ninety.local;

import static java.util.concurrent.TimeUnit.SECONDS;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** One client of each server, over one pool of connections and threads. */
record Clients(
    SdkEventLoopGroup threads,
    SdkAsyncHttpClient http,
    KinesisAsyncClient kinesis,
    DynamoDbAsyncClient dynamodb,
    SqsAsyncClient sqs)
    implements SdkAutoCloseable {

  /** No proxy leads to this machine, whatever the environment says. */
  private static final ProxyConfiguration DIRECT =
      ProxyConfiguration.builder()
          .useEnvironmentVariableValues(false)
          .useSystemPropertyValues(false)
          .build();

  static Clients of(Endpoints endpoints, Region region, AwsBasicCredentials credentials) {
    var threads = SdkEventLoopGroup.builder().build();
    var http =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(threads)
            .maxConcurrency(200)
            .proxyConfiguration(DIRECT)
            .build();
    var provider = StaticCredentialsProvider.create(credentials);
    return new Clients(
        threads,
        http,
        KinesisAsyncClient.builder()
            .httpClient(http)
            .endpointOverride(endpoints.kinesis())
            .region(region)
            .credentialsProvider(provider)
            .build(),
        DynamoDbAsyncClient.builder()
            .httpClient(http)
            .endpointOverride(endpoints.dynamodb())
            .region(region)
            .credentialsProvider(provider)
            .build(),
        SqsAsyncClient.builder()
            .httpClient(http)
            .endpointOverride(endpoints.sqs())
            .region(region)
            .credentialsProvider(provider)
            .build());
  }

  @Override
  public void close() {
    kinesis.close();
    dynamodb.close();
    sqs.close();
    http.close();
    // Threads that the client makes itself stay for a quiet period of seconds.
    threads.eventLoopGroup().shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly();
  }
}
