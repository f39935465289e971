package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.finding.Dossier;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image consists of, on its own: the modules suffice, the cache counts, nothing is
 * written.
 */
final class ImageIT {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");

  /** The C library and its loader; a base image that has these has all. */
  private static final Pattern C_LIBRARY =
      Pattern.compile("linux-vdso|/?(lib64/)?ld-linux|lib(c|m|dl|pthread|rt)\\.so");

  private final ImageRuntime image = ImageRuntime.made();

  @Test
  void it_says_its_version_with_the_cache_of_classes_in_use() {
    NinetyProcess ninety =
        image.start(
            Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"), "--version"); // no cache: an error

    assertEquals(0, ninety.exitCode(), ninety.err());
    assertTrue(ninety.out().startsWith("ninety "), ninety.out());
  }

  @Test
  void it_consumes_a_stream_without_a_temporary_folder_and_writes_nothing_to_its_own()
      throws IOException {
    Place place = Place.withShards(1);
    place.put(List.of(signIn().by(MARA).at(MONDAY).bytes()));
    Map<String, String> environment = new HashMap<>(place.environment());
    environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=/nonexistent");
    Map<String, Instant> before = files();

    try (NinetyProcess ninety = image.start(environment, "process")) {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertEquals(Optional.of(MONDAY), lastActivity(place), ninety::err));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
      assertTrue(ninety.out().contains("received"), ninety.out());
      assertFalse(ninety.err().contains("Exception"), ninety.err());
    }

    assertEquals(before, files());
  }

  @Test
  void it_speaks_tls_1_3_with_a_server_that_has_an_elliptic_curve_certificate(@TempDir Path folder)
      throws Exception {
    Place place = Place.withoutStream();
    try (TlsFront front =
        TlsFront.of(Place.stack().endpoints().dynamodb(), image.file("bin/keytool"), folder)) {
      Map<String, String> environment = new HashMap<>(place.environment());
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", front.url());
      environment.put(
          "JDK_JAVA_OPTIONS",
          "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
              .formatted(front.store(), TlsFront.PASSWORD));

      NinetyProcess ninety = image.start(environment, "users");

      assertEquals(0, ninety.exitCode(), ninety.err());
      assertEquals(Set.of("TLSv1.3 TLS_AES_256_GCM_SHA384"), front.spoken());
    }
  }

  @Test
  void it_trusts_the_roots_of_aws() throws IOException, GeneralSecurityException {
    KeyStore roots =
        KeyStore.getInstance(image.file("lib/security/cacerts").toFile(), "changeit".toCharArray());
    Set<String> subjects = new HashSet<>();
    for (String alias : Collections.list(roots.aliases())) {
      if (roots.getCertificate(alias) instanceof X509Certificate root) {
        subjects.add(root.getSubjectX500Principal().getName());
      }
    }

    for (int number = 1; number <= 4; number++) {
      String root = "CN=Amazon Root CA %d,O=Amazon,C=US".formatted(number);
      assertTrue(subjects.contains(root), root);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void it_needs_no_library_but_those_of_the_c_library() throws Exception {
    Set<String> others = new HashSet<>();
    for (Path library : libraries()) {
      said("ldd", library.toString())
          .lines()
          .map(String::strip)
          .filter(line -> !C_LIBRARY.matcher(line).lookingAt())
          .map(line -> line.split(" ", 2)[0])
          .forEach(others::add);
    }

    others.removeIf(this::ours);
    assertEquals(Set.of(), others);
  }

  /** The Dockerfile can't be built here; what it starts must at least be there. */
  @Test
  void what_the_dockerfile_starts_is_there() throws IOException {
    String dockerfile = Files.readString(ImageRuntime.ROOT.resolve("Dockerfile"));
    Matcher entry = Pattern.compile("(?m)^ENTRYPOINT (\\[.*\\])$").matcher(dockerfile);
    assertTrue(entry.find());
    List<String> start = new JsonMapper().readerForListOf(String.class).readValue(entry.group(1));

    assertTrue(Files.isExecutable(image.file(start.getFirst())), start.getFirst());
    String options = start.getLast();
    assertTrue(options.startsWith("@") && Files.exists(image.file(options.substring(1))), options);
    assertTrue(dockerfile.contains("scripts/image-runtime /opt/ninety "));
    assertTrue(dockerfile.contains("COPY --from=runtime /opt/ninety /opt/ninety\n"));
  }

  private static Optional<Instant> lastActivity(Place place) {
    return place
        .dossiers()
        .read(MARA)
        .map(Dossier::user)
        .flatMap(user -> user.lastActivity())
        .map(Proof::time);
  }

  private List<Path> libraries() throws IOException {
    try (Stream<Path> all = Files.walk(image.folder())) {
      return all.filter(file -> file.toString().endsWith(".so")).toList();
    }
  }

  private boolean ours(String name) {
    return Files.exists(image.file("lib/" + name))
        || Files.exists(image.file("lib/server/" + name));
  }

  private Map<String, Instant> files() throws IOException {
    Map<String, Instant> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(image.folder())) {
      for (Path file : all.toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file).toInstant());
      }
    }
    return files;
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close(); // nobody answers a question
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
