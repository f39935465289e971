package ninety.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of KMS as signing takes: {@code Sign} and {@code GetPublicKey}, with the requests,
 * answers and errors of its API reference, and real key pairs. Nobody offers a local server for it,
 * so this is one of ours, inside this JVM and on a free loopback port. It checks neither
 * credentials nor rights. Safe for use by several threads.
 */
public final class KmsLocal implements AutoCloseable {

  private static final String ACCOUNT = "000000000000";
  private static final String SHA_256_BY_EC = "ECDSA_SHA_256";
  private static final int SHA_256_BYTES = 32;

  /** KMS takes 4 KiB to sign, in Base64, and little else. */
  private static final int LARGEST_REQUEST = 16_384;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Key> keys = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Deque<Refusal> ahead = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();

  private KmsLocal(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** What a key can be used for at the moment. */
  public enum State {
    ENABLED,
    DISABLED,
    PENDING_DELETION
  }

  /**
   * A call as it came in.
   *
   * @param operation such as {@code Sign}
   */
  public record Request(String operation, JsonNode body) {}

  private record Key(String arn, String spec, String usage, KeyPair pair, State state) {

    byte[] publicKey() {
      return pair.getPublic().getEncoded();
    }
  }

  /** An answer that is an error. */
  private static final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  /** Starts it; it ends with {@link #close()}, and with this JVM at the latest. */
  public static KmsLocal start() {
    try {
      var loopback = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
      var server = HttpServer.create(loopback, 0);
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      var kms = new KmsLocal(server, threads);
      server.createContext("/", kms::answer);
      server.setExecutor(threads);
      // The server's own thread is a daemon if the one that starts it is: it must not keep the JVM.
      CompletableFuture.runAsync(server::start, task -> Thread.ofPlatform().daemon().start(task))
          .join();
      return kms;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Makes a key that alerts can be signed with; returns its ARN. */
  public String createSigningKey() {
    return createKey("ECC_NIST_P256", "SIGN_VERIFY");
  }

  /**
   * Makes a key; returns its ARN.
   *
   * @param spec {@code ECC_NIST_P256}, {@code ECC_NIST_P384} or {@code RSA_2048}
   * @param usage such as {@code SIGN_VERIFY}
   */
  public synchronized String createKey(String spec, String usage) {
    var arn = arn("key/" + UUID.randomUUID());
    keys.put(arn, new Key(arn, spec, usage, pair(spec), State.ENABLED));
    return arn;
  }

  /** Lets an alias, such as {@code alias/ninety}, lead to a key, and to no other any more. */
  public synchronized void alias(String name, String keyArn) {
    aliases.put(name, keyArn);
  }

  public synchronized void put(String keyArn, State state) {
    keys.computeIfPresent(
        keyArn, (_, key) -> new Key(key.arn, key.spec, key.usage, key.pair, state));
  }

  /** The next calls of {@code Sign}, so many, are throttled. */
  public void throttleNext(int calls) {
    refuseNext(
        calls,
        400,
        "ThrottlingException",
        "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
  }

  /** The next calls of {@code Sign}, so many, are answered with this error. */
  public synchronized void refuseNext(int calls, int status, String code, String message) {
    for (int call = 0; call < calls; call++) {
      ahead.add(new Refusal(status, code, message));
    }
  }

  /** What was to be refused and did not come is not refused any more. */
  public synchronized void refuseNoMore() {
    ahead.clear();
  }

  /** The calls so far, oldest first. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * The public half of a key as PEM.
   *
   * @param name the key's ARN, or an alias
   */
  public synchronized String publicKeyPem(String name) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key(name).publicKey())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /**
   * What {@code aws kms get-public-key} prints.
   *
   * @param name the key's ARN, or an alias
   */
  public synchronized String publicKeyJson(String name) {
    return described(key(name)).toPrettyString();
  }

  private Key key(String name) {
    var key = keys.get(aliases.getOrDefault(name, name));
    if (key == null) {
      throw new IllegalArgumentException("There is no key " + name);
    }
    return key;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
      exchange.getResponseHeaders().add("x-amzn-RequestId", UUID.randomUUID().toString());
      int status = 200;
      ObjectNode answer;
      try {
        var target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        var asked = JSON.readTree(exchange.getRequestBody().readNBytes(LARGEST_REQUEST));
        answer = answer(target.substring(target.indexOf('.') + 1), asked);
      } catch (Refusal refusal) {
        status = refusal.status;
        answer =
            JsonNodeFactory.instance
                .objectNode()
                .put("__type", refusal.code)
                // The word is in lower case where KMS itself speaks, else not.
                .put(
                    refusal.code.equals("AccessDeniedException") ? "Message" : "message",
                    refusal.getMessage());
      }
      var body = answer.toString().getBytes(UTF_8);
      // An exchange that is closed ends the connection; unannounced, that can meet the next
      // request.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized ObjectNode answer(String operation, JsonNode asked) throws Refusal {
    requests.add(new Request(operation, asked));
    if (operation.equals("Sign") && !ahead.isEmpty()) {
      throw ahead.remove();
    }
    var key = usable(asked.path("KeyId").asText());
    return switch (operation) {
      case "GetPublicKey" -> described(key);
      case "Sign" -> signed(key, asked);
      default -> throw new Refusal(400, "UnknownOperationException", operation);
    };
  }

  private Key usable(String name) throws Refusal {
    var arn =
        name.startsWith("alias/")
            ? aliases.get(name)
            : name.contains(":alias/")
                ? aliases.get(name.substring(name.indexOf("alias/")))
                : name.startsWith("arn:") ? name : arn("key/" + name);
    var key = arn == null ? null : keys.get(arn);
    if (key == null) {
      throw new Refusal(
          400,
          "NotFoundException",
          name.contains("alias/")
              ? "Alias %s is not found.".formatted(name.startsWith("arn:") ? name : arn(name))
              : "Key '%s' does not exist".formatted(arn));
    }
    return switch (key.state()) {
      case ENABLED -> key;
      case DISABLED -> throw new Refusal(400, "DisabledException", key.arn() + " is disabled.");
      case PENDING_DELETION ->
          throw new Refusal(400, "KMSInvalidStateException", key.arn() + " is pending deletion.");
    };
  }

  private static ObjectNode described(Key key) {
    var answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("KeyId", key.arn())
            .put("PublicKey", Base64.getEncoder().encodeToString(key.publicKey()))
            .put("CustomerMasterKeySpec", key.spec())
            .put("KeySpec", key.spec())
            .put("KeyUsage", key.usage());
    if (key.usage().equals("SIGN_VERIFY")) {
      answer
          .putArray("SigningAlgorithms")
          .add(key.spec().equals("ECC_NIST_P256") ? SHA_256_BY_EC : "of no use here");
    }
    return answer;
  }

  private static ObjectNode signed(Key key, JsonNode asked) throws Refusal {
    if (!key.spec().equals("ECC_NIST_P256")
        || !key.usage().equals("SIGN_VERIFY")
        || !asked.path("SigningAlgorithm").asText().equals(SHA_256_BY_EC)) {
      throw new Refusal(
          400,
          "InvalidKeyUsageException",
          "The key cannot be used with signing algorithm "
              + asked.path("SigningAlgorithm").asText());
    }
    byte[] message;
    try {
      message = Base64.getDecoder().decode(asked.path("Message").asText());
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "SerializationException", "Message is not Base64");
    }
    var digest = asked.path("MessageType").asText("RAW").equals("DIGEST");
    if (digest && message.length != SHA_256_BYTES) {
      throw new Refusal(
          400,
          "ValidationException",
          "Digest is invalid length for algorithm " + SHA_256_BY_EC + ".");
    }
    try {
      var signing = Signature.getInstance(digest ? "NONEwithECDSA" : "SHA256withECDSA");
      signing.initSign(key.pair().getPrivate());
      signing.update(message);
      return JsonNodeFactory.instance
          .objectNode()
          .put("KeyId", key.arn())
          .put("Signature", Base64.getEncoder().encodeToString(signing.sign()))
          .put("SigningAlgorithm", SHA_256_BY_EC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String arn(String resource) {
    return "arn:aws:kms:%s:%s:%s".formatted(Stack.REGION.id(), ACCOUNT, resource);
  }

  private static KeyPair pair(String spec) {
    try {
      var generator = KeyPairGenerator.getInstance(spec.startsWith("RSA") ? "RSA" : "EC");
      switch (spec) {
        case "ECC_NIST_P256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case "ECC_NIST_P384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
        case "RSA_2048" -> generator.initialize(2048);
        default -> throw new IllegalArgumentException("No keys of spec " + spec + " here");
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
