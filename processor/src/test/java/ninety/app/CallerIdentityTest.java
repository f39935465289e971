package ninety.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import ninety.exemption.Exemption;
import ninety.user.Caller;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class CallerIdentityTest {

  @Test
  void an_arn_is_who_called() {
    assertEquals(
        new Caller.Known("arn:aws:sts::111122223333:assumed-role/Admin/kim"),
        CallerIdentity.of("arn:aws:sts::111122223333:assumed-role/Admin/kim"));
  }

  @Test
  void where_nobody_answers_it_says_why_in_plain_words() {
    assertEquals(
        "the host was not found",
        CallerIdentity.why(
            client(client(new UnknownHostException("sts.eu-north-1.amazonaws.com")))));
    assertEquals(
        "the host takes no connection",
        CallerIdentity.why(client(new ConnectException("refused"))));
    assertEquals(
        "no answer within 5 s", CallerIdentity.why(ApiCallTimeoutException.create("late", null)));
    assertEquals(
        "SdkClientException by SSLException",
        CallerIdentity.why(client(client(new SSLException("no")))));
  }

  private static SdkClientException client(Exception cause) {
    return SdkClientException.create("x", cause);
  }

  @Test
  void what_a_server_that_is_not_aws_says_is_nobody_and_is_bounded() {
    assertEquals(new Caller.Unknown("the answer has no ARN"), CallerIdentity.of(""));
    assertEquals(new Caller.Unknown("the answer has no ARN"), CallerIdentity.of("<html>"));
    assertEquals(
        new Caller.Known(("arn:" + "x".repeat(1000)).substring(0, Exemption.LONGEST_CALLER)),
        CallerIdentity.of("arn:" + "x".repeat(1000)));
  }
}
