package ninety.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * TLS before a server that speaks plain HTTP, with an elliptic curve certificate of its own; it
 * notes what was agreed upon.
 */
final class TlsFront implements AutoCloseable {

  static final String PASSWORD = "changeit";

  private final Path store;
  private final SSLServerSocket listening;
  private final Set<String> spoken = ConcurrentHashMap.newKeySet();

  private TlsFront(Path store, SSLServerSocket listening) {
    this.store = store;
    this.listening = listening;
  }

  static TlsFront of(URI server, Path keytool, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("front.p12");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "front",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    if (!made.waitFor(1, TimeUnit.MINUTES) || made.exitValue() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    TlsFront front =
        new TlsFront(
            store,
            (SSLServerSocket)
                context
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> front.accept(server));
    return front;
  }

  String url() {
    return "https://localhost:" + listening.getLocalPort();
  }

  /** The certificate, as a store to trust. */
  Path store() {
    return store;
  }

  /** Protocol and cipher suite of each connection. */
  Set<String> spoken() {
    return Set.copyOf(spoken);
  }

  private void accept(URI server) {
    while (!listening.isClosed()) {
      try {
        SSLSocket client = (SSLSocket) listening.accept();
        Thread.ofVirtual().start(() -> serve(client, server));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SSLSocket client, URI server) {
    try (client;
        Socket plain = new Socket(server.getHost(), server.getPort())) {
      client.startHandshake();
      SSLSession session = client.getSession();
      spoken.add(session.getProtocol() + " " + session.getCipherSuite());
      Thread.ofVirtual().start(() -> copy(plain, client));
      client.getInputStream().transferTo(plain.getOutputStream());
    } catch (IOException ended) {
      // One of both hung up, or did not like the other: the test sees what came of it.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      // The other direction ends with it.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    Files.deleteIfExists(store);
  }
}
