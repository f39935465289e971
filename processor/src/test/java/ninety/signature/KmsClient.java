package ninety.signature;

import ninety.local.KmsLocal;
import ninety.local.Stack;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kms.KmsAsyncClient;

/** The real client, turned to the stand-in; it tries three times without waiting. */
final class KmsClient {

  static final int ATTEMPTS = 3;

  private KmsClient() {}

  static KmsAsyncClient of(KmsLocal kms) {
    return KmsAsyncClient.builder()
        .endpointOverride(kms.endpoint())
        .region(Stack.REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder()
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .useEnvironmentVariableValues(false)
                        .useSystemPropertyValues(false)
                        .build()))
        .overrideConfiguration(override ->
            override.retryStrategy(
                StandardRetryStrategy.builder()
                    .maxAttempts(ATTEMPTS)
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .circuitBreakerEnabled(false)
                    .build()))
        .build();
  }
}
