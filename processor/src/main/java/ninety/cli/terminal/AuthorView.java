package ninety.cli.terminal;

import static ninety.cli.terminal.TextTable.printable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.user.Author;
import ninety.user.Caller;

/** The words for who did something, and when. */
public final class AuthorView {

  private AuthorView() {}

  public static Map<String, Object> fields(Author author) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("by", author.by());
    fields.put("at", author.at().toString());
    author
        .caller()
        .ifPresent(caller -> {
          switch (caller) {
            case Caller.Known(var arn) -> fields.put("caller", arn);
            case Caller.Unknown(var reason) -> {
              fields.put("caller", "unknown");
              fields.put("callerUnknownBecause", reason);
            }
          }
        });
    return fields;
  }

  public static Map<String, Object> fields(Author author, String reason) {
    Map<String, Object> fields = fields(author);
    fields.put("reason", reason);
    return fields;
  }

  /** A remark on by whom it was stored, where that is worth a look. */
  public static Optional<String> caller(Author author) {
    return author
        .caller()
        .map(caller ->
            switch (caller) {
              case Caller.Known(var arn) -> "Stored as %s.".formatted(printable(arn));
              case Caller.Unknown(var reason) ->
                  "Stored with an unknown caller: AWS did not say who that is (%s)."
                      .formatted(printable(reason));
            });
  }
}
