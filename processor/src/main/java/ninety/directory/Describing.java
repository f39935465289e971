package ninety.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.identitystore.model.Email;
import software.amazon.awssdk.services.identitystore.model.User;

/**
 * The directory's word on a person, bounded: name, e-mail address, and of the enterprise extension
 * manager and department (RFC 7643, 4.3).
 */
final class Describing {

  static final String ENTERPRISE = "aws:identitystore:enterprise";

  /** The word that stands for a value that is not to be seen. */
  private static final String MASK = "HIDDEN_DUE_TO_SECURITY_REASONS";

  /** The longest that the service takes for most of its texts (Identity Store API reference). */
  private static final int LONGEST = 1024;

  private Describing() {}

  /** A name that can be read; a blank or masked one is none. */
  static Optional<String> name(@Nullable String name) {
    return Optional.ofNullable(name)
        .filter(it -> !it.isBlank() && !it.equals(MASK))
        .map(Describing::bounded);
  }

  /** Makes an empty text of what there is not, since it was asked for. */
  static Kind.Described of(User user) {
    Map<String, Document> extension =
        Optional.ofNullable(user.hasExtensions() ? user.extensions().get(ENTERPRISE) : null)
            .filter(Document::isMap)
            .map(Document::asMap)
            .orElse(Map.of());
    return new Kind.Described(
        Optional.of(email(user.hasEmails() ? user.emails() : List.of()).orElse("")),
        Optional.of(manager(extension.get("manager")).orElse("")),
        Optional.of(text(extension.get("department")).orElse("")));
  }

  private static Optional<String> email(List<Email> emails) {
    return Stream.concat(
            emails.stream().filter(email -> Boolean.TRUE.equals(email.primary())), emails.stream())
        .flatMap(email -> name(email.value()).stream())
        .findFirst();
  }

  private static Optional<String> manager(@Nullable Document manager) {
    if (manager != null && manager.isMap()) {
      Map<String, Document> map = manager.asMap();
      return text(map.get("displayName")).or(() -> text(map.get("value")));
    }
    return text(manager);
  }

  private static Optional<String> text(@Nullable Document value) {
    return Optional.ofNullable(value)
        .filter(Document::isString)
        .flatMap(text -> name(text.asString()));
  }

  static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
