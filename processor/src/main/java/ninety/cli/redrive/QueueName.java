package ninety.cli.redrive;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ninety.cli.terminal.TextTable;

/**
 * A queue of what was given up.
 *
 * @param kind the end of the names of such queues
 */
record QueueName(Kind kind, String url) {

  /** The kinds of queues, by what was given up and by whom. */
  enum Kind {
    DEAD_LETTERS("dead-letters"),
    UNDELIVERED("undelivered"),
    UNSENT("unsent"),
    ALERTS_UNREAD("alerts-unread");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** SQS developer guide, Queue and message identifiers: Region, account and name. */
  private static final Pattern PLACE =
      Pattern.compile("(?:sqs|sqs-fips)\\.([a-z0-9-]+)\\.[^/]*/([0-9]{12})/.*");

  /** For people; of the queues that there may be several of, with account and Region. */
  String words() {
    return kind == Kind.UNSENT ? kind.label() + " " + place() : kind.label();
  }

  /** The account whose events alone its rules put there; empty where the URL names none. */
  Optional<String> onlyOf() {
    Matcher place = PLACE.matcher(withoutScheme());
    return kind == Kind.UNSENT && place.matches() ? Optional.of(place.group(2)) : Optional.empty();
  }

  private String place() {
    Matcher place = PLACE.matcher(withoutScheme());
    return place.matches()
        ? place.group(2) + "/" + place.group(1)
        : TextTable.printable(withoutScheme());
  }

  private String withoutScheme() {
    try {
      URI uri = URI.create(url);
      return uri.getAuthority() + uri.getPath();
    } catch (IllegalArgumentException nonsense) {
      return url;
    }
  }
}
