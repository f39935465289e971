package ninety.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import ninety.Seeds;
import ninety.aws.Misconfigured;
import ninety.local.KmsLocal;
import ninety.local.KmsLocal.Request;
import ninety.local.KmsLocal.State;
import ninety.signature.PublicKeys.Reading.Usable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;

/** The real KMS client against KMS's HTTP form, with real key pairs behind it. */
final class KmsSignerTest {

  private static final String BODY = "{\"message\":\"M\u00e4ra \u5ca1 \ud83d\ude42\"}";
  private static final JsonMapper JSON = new JsonMapper();

  /** One client for all: it takes two seconds to close. */
  private static final KmsLocal KMS = KmsLocal.start();

  private static final KmsAsyncClient CLIENT = KmsClient.of(KMS);

  /** Each test has a key of its own. */
  private final String arn = KMS.createSigningKey();

  @AfterEach
  void refuseNoMore() {
    KMS.refuseNoMore();
  }

  @AfterAll
  static void end() {
    CLIENT.close();
    KMS.close();
  }

  @Test
  void kms_is_asked_for_the_digest_of_header_and_body_and_nothing_else() throws Exception {
    String jws = signer().sign(BODY).orElseThrow();

    List<String> parts = List.of(jws.split("\\.", -1));
    assertEquals(3, parts.size());
    assertEquals("", parts.get(1));
    JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(0)));
    assertEquals(Set.of("alg", "kid"), namesOf(header));
    assertEquals("ES256", header.path("alg").asText());
    assertEquals(arn, header.path("kid").asText());
    Request sign = KMS.requests().getLast();
    assertEquals("Sign", sign.operation());
    assertEquals(
        Set.of("KeyId", "Message", "MessageType", "SigningAlgorithm"), namesOf(sign.body()));
    assertEquals(arn, sign.body().path("KeyId").asText());
    assertEquals("DIGEST", sign.body().path("MessageType").asText());
    assertEquals("ECDSA_SHA_256", sign.body().path("SigningAlgorithm").asText());
    String input =
        parts.get(0)
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(BODY.getBytes(UTF_8));
    assertEquals(
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(input.getBytes(US_ASCII))),
        sign.body().path("Message").asText());
  }

  @Test
  void what_it_signed_is_valid() {
    String jws = signer().sign(BODY).orElseThrow();

    assertEquals(new Verdict.Valid(Optional.of(arn)), verdict(BODY, jws));
    assertEquals(new Verdict.Changed(arn), verdict(BODY + " ", jws));
  }

  /** A body is signed each time that it is sent, and no two signatures by ECDSA are alike. */
  @Test
  void a_repeat_has_another_signature_that_is_valid_too() {
    KmsSigner signer = signer();

    Set<String> signatures = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      signatures.add(signer.sign(BODY).orElseThrow());
    }

    assertEquals(5, signatures.size());
    signatures.forEach(
        jws -> assertEquals(new Verdict.Valid(Optional.of(arn)), verdict(BODY, jws)));
  }

  /** In DER a number is as long as it must be: 33 bytes with its first bit set, 31 and fewer. */
  @Test
  void short_and_long_numbers_of_a_signature_fit_into_their_places() {
    Set<Integer> lengths = new HashSet<>();
    Seeds.each(
        300,
        random -> {
          BigInteger r = number(random.nextInt(1, 257), random.nextLong());
          BigInteger s = number(random.nextInt(1, 257), random.nextLong());
          byte[] der = der(r, s);
          lengths.add(der.length);

          String jws =
              new KmsSigner(new Fixed(der), new SigningKey(arn), 1).sign(BODY).orElseThrow();

          byte[] both = Base64.getUrlDecoder().decode(jws.substring(jws.indexOf("..") + 2));
          assertEquals(64, both.length);
          assertEquals(r, new BigInteger(1, Arrays.copyOf(both, 32)));
          assertEquals(s, new BigInteger(1, Arrays.copyOfRange(both, 32, 64)));
        });
    assertTrue(Long.getLong("ninety.seed") != null || lengths.size() > 20, lengths.toString());
  }

  @Test
  void real_signatures_are_valid_whatever_their_numbers() {
    KmsSigner signer = signer();
    Verifier verifier = verifier();
    Seeds.each(
        200,
        random -> {
          String body = "{\"sequence\":" + random.nextLong() + "}";

          String jws = signer.sign(body).orElseThrow();

          assertEquals(
              new Verdict.Valid(Optional.of(arn)),
              verifier.judge(body.getBytes(UTF_8), Optional.of(jws)));
        });
  }

  @Test
  void who_is_throttled_once_tries_again_and_signs() {
    KmsSigner signer = signer();
    KMS.throttleNext(KmsClient.ATTEMPTS - 1);

    Optional<String> jws = signer.sign(BODY);

    assertEquals(new Verdict.Valid(Optional.of(arn)), verdict(BODY, jws.orElseThrow()));
    assertEquals(KmsClient.ATTEMPTS, signs());
  }

  @Test
  void who_is_throttled_to_the_end_has_no_signature_now_and_one_later() {
    KmsSigner signer = signer();
    KMS.throttleNext(KmsClient.ATTEMPTS);

    assertEquals(Optional.empty(), signer.sign(BODY));
    assertEquals(KmsClient.ATTEMPTS, signs());
    assertTrue(signer.sign(BODY).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "500, KMSInternalException",
    "500, DependencyTimeoutException",
    "500, KeyUnavailableException",
    "400, ExpiredTokenException",
    "503, ServiceUnavailable",
  })
  void what_passes_by_itself_is_waited_out(int status, String code) {
    KmsSigner signer = signer();
    KMS.refuseNext(KmsClient.ATTEMPTS, status, code, "later");

    assertEquals(Optional.empty(), signer.sign(BODY));
  }

  @Test
  void a_key_that_is_disabled_while_it_is_used_is_refused_by_name() {
    KmsSigner signer = signer();
    KMS.put(arn, State.DISABLED);

    SigningRefused refused = assertThrows(SigningRefused.class, () -> signer.sign(BODY));

    assertEquals(arn, refused.key());
    assertInstanceOf(DisabledException.class, refused.getCause());
  }

  @Test
  void a_key_that_is_being_deleted_is_refused() {
    KmsSigner signer = signer();
    KMS.put(arn, State.PENDING_DELETION);

    SigningRefused refused = assertThrows(SigningRefused.class, () -> signer.sign(BODY));

    assertInstanceOf(KmsInvalidStateException.class, refused.getCause());
  }

  @Test
  void who_may_not_sign_is_reported_so() {
    KmsSigner signer = signer();
    KMS.refuseNext(
        1,
        400,
        "AccessDeniedException",
        "User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Sign");

    SigningRefused refused = assertThrows(SigningRefused.class, () -> signer.sign(BODY));

    KmsException cause = assertInstanceOf(KmsException.class, refused.getCause());
    assertTrue(cause.awsErrorDetails().errorMessage().contains("kms:Sign"), cause.getMessage());
    assertEquals(1, signs());
  }

  @Test
  void no_more_calls_are_made_at_one_time_than_allowed() {
    Pending pending = new Pending();
    KmsSigner signer = new KmsSigner(pending, new SigningKey(arn), 4);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var signing =
          IntStream.range(0, 40)
              .mapToObj(_ -> CompletableFuture.supplyAsync(() -> signer.sign(BODY), threads))
              .toList();
      for (int answered = 0; answered < 40; answered++) {
        int most = Math.min(4, 40 - answered);
        await().until(() -> pending.calls.size() == most);
        pending.calls.remove().complete(Pending.ANSWER);
      }

      assertTrue(signing.stream().allMatch(each -> each.join().isPresent()));
    }
  }

  @Test
  void a_key_may_be_named_by_id_and_arn_and_alias() {
    KMS.alias("alias/ninety-alerts", arn);
    String id = arn.substring(arn.indexOf("key/") + 4);

    for (String name :
        List.of(arn, id, "alias/ninety-alerts", arn.replace("key/" + id, "alias/ninety-alerts"))) {
      assertEquals(new SigningKey(arn), SigningKey.named(name, CLIENT));
      assertEquals(
          new Request("GetPublicKey", JSON.createObjectNode().put("KeyId", name)),
          KMS.requests().getLast());
    }
  }

  /** What was reported at the start holds to the end. */
  @Test
  void an_alias_that_is_moved_later_does_not_move_the_signer() {
    KMS.alias("alias/ninety-alerts", arn);
    KmsSigner signer = new KmsSigner(CLIENT, SigningKey.named("alias/ninety-alerts", CLIENT), 1);
    KMS.alias("alias/ninety-alerts", KMS.createSigningKey());

    String jws = signer.sign(BODY).orElseThrow();

    assertEquals(new Verdict.Valid(Optional.of(arn)), verdict(BODY, jws));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, SIGN_VERIFY",
    "RSA_2048, ENCRYPT_DECRYPT",
    "ECC_NIST_P384, SIGN_VERIFY",
    "ECC_NIST_P256, KEY_AGREEMENT",
  })
  void a_key_of_another_sort_is_refused_in_one_line(String spec, String usage) {
    KMS.alias("alias/ninety-alerts", KMS.createKey(spec, usage));

    Misconfigured refused =
        assertThrows(Misconfigured.class, () -> SigningKey.named("alias/ninety-alerts", CLIENT));

    assertEquals(
        "The signing key alias/ninety-alerts is made for %s with %s. Signing alerts takes a key for SIGN_VERIFY with ECC_NIST_P256."
            .formatted(usage, spec),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alias/nobody", "1234abcd-12ab-34cd-56ef-1234567890ab"})
  void a_key_that_is_not_there_is_not_found(String name) {
    assertThrows(NotFoundException.class, () -> SigningKey.named(name, CLIENT));
  }

  @Test
  void a_disabled_key_is_found_out_at_the_start() {
    KMS.put(arn, State.DISABLED);

    assertThrows(DisabledException.class, () -> SigningKey.named(arn, CLIENT));
  }

  private KmsSigner signer() {
    return new KmsSigner(CLIENT, SigningKey.named(arn, CLIENT), 8);
  }

  private Verifier verifier() {
    Usable usable =
        assertInstanceOf(Usable.class, PublicKeys.read(KMS.publicKeyJson(arn).getBytes(UTF_8)));
    return new Verifier(usable.keys());
  }

  private Verdict verdict(String body, String jws) {
    return verifier().judge(body.getBytes(UTF_8), Optional.of(jws));
  }

  private long signs() {
    return KMS.requests().stream()
        .filter(it -> it.operation().equals("Sign"))
        .filter(it -> it.body().path("KeyId").asText().equals(arn))
        .count();
  }

  private static Set<String> namesOf(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static BigInteger number(int bits, long seed) {
    byte[] bytes = new byte[(bits + 7) / 8];
    new java.util.Random(seed).nextBytes(bytes);
    return new BigInteger(1, bytes).mod(BigInteger.TWO.pow(bits)).setBit(bits - 1);
  }

  private static byte[] der(BigInteger r, BigInteger s) {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[6 + first.length + second.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 2;
    der[3] = (byte) first.length;
    System.arraycopy(first, 0, der, 4, first.length);
    der[4 + first.length] = 2;
    der[5 + first.length] = (byte) second.length;
    System.arraycopy(second, 0, der, 6 + first.length, second.length);
    return der;
  }

  /** Gives always the same signature. */
  private static final class Fixed implements KmsAsyncClient {

    private final byte[] signature;

    Fixed(byte[] signature) {
      this.signature = signature;
    }

    @Override
    public CompletableFuture<SignResponse> sign(SignRequest request) {
      return CompletableFuture.completedFuture(
          SignResponse.builder().signature(SdkBytes.fromByteArray(signature)).build());
    }

    @Override
    public String serviceName() {
      return "kms";
    }

    @Override
    public void close() {}
  }

  /** Answers when it is asked to. */
  private static final class Pending implements KmsAsyncClient {

    static final SignResponse ANSWER =
        SignResponse.builder()
            .signature(SdkBytes.fromByteArray(der(BigInteger.ONE, BigInteger.TWO)))
            .build();

    final Queue<CompletableFuture<SignResponse>> calls = new ConcurrentLinkedQueue<>();

    @Override
    public CompletableFuture<SignResponse> sign(SignRequest request) {
      CompletableFuture<SignResponse> call = new CompletableFuture<>();
      calls.add(call);
      return call;
    }

    @Override
    public String serviceName() {
      return "kms";
    }

    @Override
    public void close() {}
  }
}
