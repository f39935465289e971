package ninety.digest;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether digest files are as CloudTrail wrote them. The signature of one is beside it in S3, and
 * in the digest after it; either will do, since nobody else can make one for it.
 *
 * @param home where the archive itself lies, if it is in S3
 */
record Authenticity(Optional<Location> home, SigningKeys keys, List<DigestFile> all) {

  /** What became of the check. */
  sealed interface Word {
    record Authentic() implements Word {}

    /** Its signature is in the next digest, which is not there yet. */
    record Unsigned() implements Word {}

    record Wrong(String why) implements Word {}
  }

  Map<DigestFile, Word> words() {
    Map<Location, List<Digest.Previous>> followed = new HashMap<>();
    Map<String, DigestFile> newest = new HashMap<>();
    for (DigestFile each : all) {
      each.digest()
          .previous()
          .ifPresent(it -> followed.computeIfAbsent(it.at(), _ -> new ArrayList<>()).add(it));
      if (!each.name().backfill()) {
        newest.merge(
            each.name().trail(),
            each,
            (one, other) -> one.delivered().to().isBefore(other.delivered().to()) ? other : one);
      }
    }
    Set<DigestFile> last = new HashSet<>(newest.values());
    Map<DigestFile, Word> words = new HashMap<>();
    for (DigestFile each : all) {
      words.put(
          each,
          word(each, followed.getOrDefault(each.digest().at(), List.of()), last.contains(each)));
    }
    return words;
  }

  private Word word(DigestFile file, List<Digest.Previous> followed, boolean newest) {
    Digest digest = file.digest();
    if (!lies(file)) {
      return new Word.Wrong(
          "CloudTrail did not put it there but at s3://%s"
              .formatted(bounded(digest.at().toString())));
    }
    List<String> signatures =
        Stream.concat(file.signature().stream(), followed.stream().map(Digest.Previous::signature))
            .toList();
    if (signatures.isEmpty()) {
      return newest && home.isEmpty()
          ? new Word.Unsigned()
          : new Word.Wrong(
              home.isEmpty()
                  ? "Its signature is missing: a copy has it in the digest after it, which is not"
                      + " there"
                  : "Its signature is missing from the object's metadata");
    }
    Optional<PublicKey> key = keys.find(file.name().region(), digest.key());
    if (key.isEmpty()) {
      return new Word.Wrong(
          "The key that signed it, %s, is none of CloudTrail's in %s"
              .formatted(bounded(digest.key()), file.name().region()));
    }
    if (signatures.stream().noneMatch(it -> digest.isSigned(key.get(), it))) {
      return new Word.Wrong("Its signature is wrong: it is not as CloudTrail wrote it");
    }
    return followed.stream().allMatch(it -> it.hash().equals(digest.hash()))
        ? new Word.Authentic()
        : new Word.Wrong("The digest after it names another hash");
  }

  private boolean lies(DigestFile file) {
    return file.prefix()
        .filter(prefix ->
            home.map(it ->
                    it.bucket().equals(file.digest().at().bucket()) && it.object().equals(prefix))
                .orElse(true))
        .isPresent();
  }

  /** What a file says may be of any length. */
  static String bounded(String text) {
    return text.length() <= 300 ? text : text.substring(0, 299) + "…";
  }
}
