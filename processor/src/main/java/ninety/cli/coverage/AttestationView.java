package ninety.cli.coverage;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ninety.cli.terminal.AuthorView;
import ninety.cli.terminal.HorizonView;
import ninety.coverage.Attestation;
import ninety.coverage.Span;
import org.jspecify.annotations.Nullable;

/** An attestation for people and machines to read. */
record AttestationView(Attestation attestation) {

  String what() {
    return switch (attestation.what()) {
      case COMPLETE -> "attested";
      case LOST -> "said to be lost";
    };
  }

  String state() {
    return attestation.inForce() ? "in-force" : "revoked";
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", attestation.id());
    fields.put("state", state());
    fields.put("what", attestation.what().label());
    fields.put("from", attestation.span().from().toString());
    fields.put("to", attestation.span().to().toString());
    fields.put("reason", attestation.reason());
    fields.put("added", AuthorView.fields(attestation.author()));
    fields.put(
        "revoked",
        attestation.revoked().map(it -> AuthorView.fields(it.author(), it.reason())).orElse(null));
    return fields;
  }

  /** Prints the attestation that was stored, and what comes of it. */
  void added(List<Span> before, List<Span> after, PrintWriter out) {
    String words =
        switch (attestation.what()) {
          case COMPLETE -> "no event was missed from %s to %s";
          case LOST -> "events were lost from %s to %s";
        };
    out.printf(
        "Attestation %s: %s.%n",
        attestation.id(), words.formatted(attestation.span().from(), attestation.span().to()));
    AuthorView.caller(attestation.author()).ifPresent(out::println);
    effect(before, after, out);
  }

  void revoked(List<Span> before, List<Span> after, PrintWriter out) {
    out.printf("Attestation %s is revoked.%n", attestation.id());
    attestation
        .revoked()
        .flatMap(revocation -> AuthorView.caller(revocation.author()))
        .ifPresent(out::println);
    effect(before, after, out);
  }

  private static void effect(List<Span> before, List<Span> after, PrintWriter out) {
    if (before.equals(after)) {
      out.printf("The gaps stay as they are: %s.%n", words(after));
    } else {
      out.printf("Before: %s. Now: %s.%n", words(before), words(after));
    }
    out.println("The next sweep reports it, and judges by it.");
  }

  private static String words(List<Span> gaps) {
    Duration sum = gaps.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    return gaps.isEmpty()
        ? "no gap"
        : "%d %s, %s together"
            .formatted(gaps.size(), gaps.size() == 1 ? "gap" : "gaps", HorizonView.rough(sum));
  }
}
