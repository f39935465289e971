package ninety.local.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.OutputStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local in memory on a free loopback port, until standard input ends.
 *
 * <p>DynamoDB Local's own server binds every interface and cannot be configured otherwise, so its
 * request handler runs on a Jetty connector of ours.
 */
final class DynamoDbLocal {

  private static final boolean IN_MEMORY = true;

  /** One set of tables, whatever credentials and Region a client comes with. */
  private static final boolean SHARED = true;

  private static final boolean DELAY_STATUS_CHANGES = false;

  private DynamoDbLocal() {}

  public static void main(String[] arguments) throws Exception {
    if (!"0".equals(System.getenv("DDB_LOCAL_TELEMETRY"))) {
      System.err.println("DDB_LOCAL_TELEMETRY=0 is not set: this does not start to phone home");
      System.exit(2);
    }
    var requests =
        new LocalDynamoDBRequestHandler(0, IN_MEMORY, null, SHARED, DELAY_STATUS_CHANGES);
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    server.addConnector(connector);
    server.setHandler(new LocalDynamoDBServerHandler(requests, null));
    server.start();
    System.out.println("ready http://127.0.0.1:" + connector.getLocalPort());

    // The parent holds the other end; however it dies, even by SIGKILL, this returns.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
