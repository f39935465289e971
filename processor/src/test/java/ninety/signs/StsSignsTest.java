package ninety.signs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** S1: with STS's own requests and answers, and at which endpoint. */
final class StsSignsTest {

  private static final String HOME_ROLE = "arn:aws:iam::111122223333:role/ninety-sign-of-life";
  private static final String OTHER_ROLE = "arn:aws:iam::444455556666:role/ninety-sign-of-life";
  private static final Source HOME = trail("111122223333", "eu-central-1");
  private static final Source OTHER = trail("444455556666", "us-east-1");

  private final Sts sts = new Sts();
  private final StsSigns signs =
      new StsSigns(
          Map.of("111122223333", HOME_ROLE, "444455556666", OTHER_ROLE),
          Region.EU_CENTRAL_1,
          StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDOURS", "secret")),
          sts);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().setAdditive(false);
    logger().addAppender(log);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    logger().setAdditive(true);
    signs.close();
  }

  /** At the global endpoint the record would arise in us-east-1, wherever it was called from. */
  @Test
  void a_role_is_assumed_in_each_account_and_asks_who_it_is_at_the_endpoint_of_each_region() {
    Source further = trail("111122223333", "eu-west-1");

    assertEquals(0, signs.give(List.of(HOME, further, OTHER)));

    assertEquals(
        new TreeSet<>(
            Set.of(
                "sts.eu-central-1.amazonaws.com AKIDOURS AssumeRole " + HOME_ROLE,
                "sts.eu-central-1.amazonaws.com AKIDOURS AssumeRole " + OTHER_ROLE,
                "sts.eu-central-1.amazonaws.com ASIA111122223333 GetCallerIdentity ",
                "sts.eu-west-1.amazonaws.com ASIA111122223333 GetCallerIdentity ",
                "sts.us-east-1.amazonaws.com ASIA444455556666 GetCallerIdentity ")),
        sts.asked);
    assertEquals(List.of(), log.list);
  }

  @Test
  void a_role_serves_many_sweeps() {
    signs.give(List.of(HOME));
    sts.asked.clear();

    signs.give(List.of(HOME));

    assertEquals(
        Set.of("sts.eu-central-1.amazonaws.com ASIA111122223333 GetCallerIdentity "), sts.asked);
  }

  @Test
  void what_cannot_be_given_is_counted_and_named_and_keeps_nothing_else_from_being_given() {
    sts.denied = OTHER_ROLE;

    assertEquals(1, signs.give(List.of(HOME, OTHER)));

    assertTrue(
        sts.asked.contains("sts.eu-central-1.amazonaws.com ASIA111122223333 GetCallerIdentity "));
    assertEquals(
        "No sign of life can be given in 444455556666/us-east-1 (AccessDenied (HTTP 403)). Where"
            + " none comes for an hour, nothing is checked: see that the sweep may assume "
            + OTHER_ROLE
            + ", and reaches the endpoint of STS there",
        log.list.getFirst().getFormattedMessage());
  }

  @Test
  void an_endpoint_that_cannot_be_reached_is_no_end_of_the_sweep() {
    sts.unreachable = "sts.us-east-1.amazonaws.com";

    assertEquals(1, signs.give(List.of(HOME, OTHER)));
    assertEquals(0, signs.give(List.of(HOME)));
  }

  @Test
  void a_place_without_a_role_is_counted_too() {
    assertEquals(1, signs.give(List.of(trail("999988887777", "eu-central-1"))));
  }

  private static Source trail(String account, String region) {
    return new Source(account, region).as(Kind.CLOUDTRAIL);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(StsSigns.class);
  }

  /** Answers as STS does, in the query protocol. */
  private static final class Sts implements SdkHttpClient {
    private final Set<String> asked = new ConcurrentSkipListSet<>();
    private String denied = "nobody";
    private String unreachable = "nowhere";

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return answered(request);
        }

        @Override
        public void abort() {}
      };
    }

    private HttpExecuteResponse answered(HttpExecuteRequest request) throws IOException {
      String host = request.httpRequest().host();
      if (host.equals(unreachable)) {
        throw new IOException("connection refused");
      }
      String form = form(request);
      String caller =
          request
              .httpRequest()
              .firstMatchingHeader("Authorization")
              .orElse("")
              .replaceFirst(".*Credential=([^/]+)/.*", "$1");
      String action = value(form, "Action");
      String role = value(form, "RoleArn");
      asked.add(host + " " + caller + " " + action + " " + role);
      if (role.equals(denied)) {
        return answer(403, DENIED);
      }
      return answer(
          200,
          action.equals("AssumeRole")
              ? CREDENTIALS.replace("KEY-ID", "ASIA" + role.split(":", -1)[4])
              : IDENTITY);
    }

    private static String form(HttpExecuteRequest request) {
      return request
          .contentStreamProvider()
          .map(body -> {
            try (var in = body.newStream()) {
              return URLDecoder.decode(new String(in.readAllBytes(), UTF_8), UTF_8);
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          })
          .orElse("");
    }

    private static String value(String form, String name) {
      for (String part : form.split("&", -1)) {
        if (part.startsWith(name + "=")) {
          return part.substring(name.length() + 1);
        }
      }
      return "";
    }

    private static HttpExecuteResponse answer(int status, String body) {
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(status)
                  .putHeader("Content-Type", "text/xml")
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(UTF_8))))
          .build();
    }

    @Override
    public void close() {}
  }

  private static final String CREDENTIALS =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleResult>
          <AssumedRoleUser>
            <AssumedRoleId>AROA123EXAMPLE123:ninety-sign-of-life</AssumedRoleId>
            <Arn>arn:aws:sts::111122223333:assumed-role/ninety-sign-of-life/ninety-sign-of-life</Arn>
          </AssumedRoleUser>
          <Credentials>
            <AccessKeyId>KEY-ID</AccessKeyId>
            <SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY</SecretAccessKey>
            <SessionToken>AQoDYXdzEPT//////////wEXAMPLE</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleResult>
        <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
      </AssumeRoleResponse>
      """;

  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <GetCallerIdentityResult>
          <Arn>arn:aws:sts::111122223333:assumed-role/ninety-sign-of-life/ninety-sign-of-life</Arn>
          <UserId>AROA123EXAMPLE123:ninety-sign-of-life</UserId>
          <Account>111122223333</Account>
        </GetCallerIdentityResult>
        <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
      </GetCallerIdentityResponse>
      """;

  private static final String DENIED =
      """
      <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <Error>
          <Type>Sender</Type>
          <Code>AccessDenied</Code>
          <Message>User: arn:aws:iam::111122223333:user/sweep is not authorized to perform: sts:AssumeRole</Message>
        </Error>
        <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
      </ErrorResponse>
      """;
}
