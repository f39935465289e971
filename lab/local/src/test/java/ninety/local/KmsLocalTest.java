package ninety.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The form of KMS's API, without a client that would hide it. */
final class KmsLocalTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final KmsLocal kms = KmsLocal.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void end() {
    http.close();
    kms.close();
  }

  @Test
  void a_signature_of_a_digest_holds_for_what_was_digested() throws Exception {
    var arn = kms.createSigningKey();
    var text = "header.body".getBytes(US_ASCII);
    var digest = MessageDigest.getInstance("SHA-256").digest(text);

    var signed =
        asked(
            "Sign",
            "{\"KeyId\":\"%s\",\"Message\":\"%s\",\"MessageType\":\"DIGEST\",\"SigningAlgorithm\":\"ECDSA_SHA_256\"}"
                .formatted(arn, Base64.getEncoder().encodeToString(digest)));
    var key = asked("GetPublicKey", "{\"KeyId\":\"%s\"}".formatted(arn));

    assertEquals(200, signed.statusCode());
    assertEquals(arn, json(signed).path("KeyId").asText());
    assertEquals("ECDSA_SHA_256", json(signed).path("SigningAlgorithm").asText());
    assertEquals("ECC_NIST_P256", json(key).path("KeySpec").asText());
    assertEquals("SIGN_VERIFY", json(key).path("KeyUsage").asText());
    var verifying = Signature.getInstance("SHA256withECDSA");
    verifying.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getDecoder().decode(json(key).path("PublicKey").asText()))));
    verifying.update(text);
    assertTrue(
        verifying.verify(Base64.getDecoder().decode(json(signed).path("Signature").asText())));
  }

  @Test
  void what_is_no_digest_is_not_signed() throws Exception {
    var answer =
        asked(
            "Sign",
            "{\"KeyId\":\"%s\",\"Message\":\"AAAA\",\"MessageType\":\"DIGEST\",\"SigningAlgorithm\":\"ECDSA_SHA_256\"}"
                .formatted(kms.createSigningKey()));

    assertEquals(400, answer.statusCode());
    assertEquals("ValidationException", json(answer).path("__type").asText());
  }

  @Test
  void errors_have_their_type_and_message_in_the_body() throws Exception {
    var arn = kms.createSigningKey();
    kms.put(arn, KmsLocal.State.DISABLED);

    var disabled = asked("GetPublicKey", "{\"KeyId\":\"%s\"}".formatted(arn));
    var unknown = asked("GetPublicKey", "{\"KeyId\":\"alias/nobody\"}");

    assertEquals(400, disabled.statusCode());
    assertEquals("DisabledException", json(disabled).path("__type").asText());
    assertEquals(arn + " is disabled.", json(disabled).path("message").asText());
    assertEquals("NotFoundException", json(unknown).path("__type").asText());
    assertEquals(
        "Alias arn:aws:kms:eu-central-1:000000000000:alias/nobody is not found.",
        json(unknown).path("message").asText());
  }

  @Test
  void it_listens_on_loopback_only() throws IOException {
    var port = kms.endpoint().getPort();
    var others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();

    new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
    for (var address : others) {
      assertThrows(IOException.class, () -> new Socket(address, port).close());
    }
    assertFalse(kms.endpoint().toString().contains("0.0.0.0"));
  }

  private HttpResponse<String> asked(String operation, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(kms.endpoint() + "/"))
            .header("X-Amz-Target", "TrentService." + operation)
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
