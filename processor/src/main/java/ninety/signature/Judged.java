package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ninety.signature.MessageFile.Entry;

/**
 * One message, or what stands in the place of one, with the verdict on it.
 *
 * @param source where it stands, such as {@code messages.json#0}
 * @param messageId what SQS calls it
 * @param proven the body, where its signature is valid: what another one says counts for nothing
 */
public record Judged(
    String source, Optional<String> messageId, Verdict verdict, Optional<String> proven) {

  /** Judges the elements of a file, which are numbered from 0. */
  public static List<Judged> entries(String file, List<Entry> entries, Verifier verifier) {
    return IntStream.range(0, entries.size())
        .mapToObj(index -> entry(file + "#" + index, entries.get(index), verifier))
        .toList();
  }

  /** Judges a file that is a body and nothing else. */
  public static Judged body(String file, byte[] body, String signature, Verifier verifier) {
    Judged judged = of(file, Optional.empty(), body, Optional.of(signature), verifier);
    byte[] line = withoutLineBreak(body);
    boolean fits =
        !judged.valid()
            && line.length < body.length
            && verifier.judge(line, Optional.of(signature)) instanceof Verdict.Valid;
    return fits
        ? new Judged(
            file, Optional.empty(), new Verdict.LineBreak(judged.verdict()), Optional.empty())
        : judged;
  }

  public boolean valid() {
    return verdict instanceof Verdict.Valid;
  }

  private static Judged entry(String source, Entry entry, Verifier verifier) {
    return switch (entry) {
      case Entry.Message(var id, var body, var signature) ->
          of(source, id, body.getBytes(UTF_8), signature, verifier);
      case Entry.NoMessage(var why) ->
          new Judged(source, Optional.empty(), new Verdict.NoMessage(why), Optional.empty());
    };
  }

  private static Judged of(
      String source,
      Optional<String> messageId,
      byte[] body,
      Optional<String> signature,
      Verifier verifier) {
    Verdict verdict = verifier.judge(body, signature);
    return new Judged(
        source,
        messageId,
        verdict,
        verdict instanceof Verdict.Valid ? Optional.of(new String(body, UTF_8)) : Optional.empty());
  }

  /** Editors and shells end a file with a line break, which no body has. */
  private static byte[] withoutLineBreak(byte[] body) {
    int end = body.length;
    while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(body, end);
  }
}
