package ninety.digest;

import java.util.Optional;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Span;

/**
 * A digest file as it was found in an archive.
 *
 * @param signature that is kept beside it in S3, in hexadecimal digits; no copy on a disk has one
 */
public record DigestFile(LogFile file, DigestName name, Digest digest, Optional<String> signature) {

  /** What its own key begins with before its name in the archive; empty if it lay elsewhere. */
  Optional<String> prefix() {
    String object = digest.at().object();
    String name = file.name();
    return object.equals(name)
        ? Optional.of("")
        : Optional.of(object.length() - name.length())
            .filter(length -> length > 0 && object.endsWith("/" + name))
            .map(length -> object.substring(0, length));
  }

  public Span delivered() {
    return digest.delivered();
  }
}
