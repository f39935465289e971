package ninety.local.sqs;

import java.io.OutputStream;
import java.util.Objects;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ in memory on a free loopback port, until standard input ends. */
final class ElasticMq {

  private ElasticMq() {}

  public static void main(String[] arguments) throws Exception {
    // Otherwise ARNs name a Region "elasticmq", which clients that parse ARNs do not know.
    var region = Objects.requireNonNullElse(System.getenv("AWS_REGION"), "eu-central-1");
    var address =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withDynamicPort()
            .withAWSRegion(region)
            .start()
            .waitUntilStarted()
            .localAddress();
    System.out.println("ready http://127.0.0.1:" + address.getPort());

    // The parent holds the other end; however it dies, even by SIGKILL, this returns.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
