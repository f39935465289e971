package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ninety.policy.Exemption;
import ninety.policy.Exemption.Caller;
import org.junit.jupiter.api.Test;

final class CallerIdentityTest {

  @Test
  void an_arn_is_who_called() {
    assertEquals(
        new Caller.Known("arn:aws:sts::111122223333:assumed-role/Admin/kim"),
        CallerIdentity.of("arn:aws:sts::111122223333:assumed-role/Admin/kim"));
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
