package ninety.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.user.IdentityStoreId;
import ninety.user.Subject;

/**
 * The accounts, Regions and stores whose records count.
 *
 * @param store the only store whose users count; without one, those of every store do
 * @param accounts the accounts whose envelopes are trusted, as ids of twelve digits; where there is
 *     none, those of every account are
 * @param acceptsBare whether a record counts without an envelope, which nobody has vouched for: in
 *     files that somebody trusts, but not in a stream
 * @param signs the ARNs of the roles whose {@code GetCallerIdentity} is a sign of life of ours
 */
public record Watched(
    Optional<IdentityStoreId> store, Set<String> accounts, boolean acceptsBare, Set<String> signs) {

  public Watched {
    accounts = Set.copyOf(accounts);
    signs = Set.copyOf(signs);
  }

  public Watched(Optional<IdentityStoreId> store, Set<String> accounts, boolean acceptsBare) {
    this(store, accounts, acceptsBare, Set.of());
  }

  /** The records of a file: every store and account, with and without envelopes. */
  public static Watched files() {
    return new Watched(Optional.empty(), Set.of(), true);
  }

  /** The records that AWS puts into a stream: every store and account, in envelopes only. */
  public static Watched stream() {
    return new Watched(Optional.empty(), Set.of(), false);
  }

  public Watched ofStore(IdentityStoreId only) {
    return new Watched(Optional.of(only), accounts, acceptsBare, signs);
  }

  public Watched withSigns(Set<String> roles) {
    return new Watched(store, accounts, acceptsBare, roles);
  }

  /**
   * Promise 9. Nobody but AWS can send events with a source that begins with {@code aws.}
   * (EventBridge API reference, {@code PutEvents}); with any other source, whoever may put events
   * on the bus can put any {@code detail} into them.
   */
  Optional<Decoded> distrust(JsonNode tree) {
    if (!tree.isObject()) {
      return Optional.empty();
    }
    if (!tree.has("detail")) {
      return acceptsBare
          ? Optional.empty()
          : Optional.of(
              untrusted(
                  "It has no envelope of EventBridge, so nothing shows that AWS sent it: have it"
                      + " delivered by a rule, or have bare records accepted if whoever writes to"
                      + " the stream is trusted."));
    }
    if (!tree.path("source").asText().startsWith("aws.")) {
      return Optional.of(
          untrusted(
              "The envelope's source (%s) does not begin with aws.: AWS did not send it. Find out who"
                      .formatted(CloudTrailRecord.quote(tree, "source"))
                  + " put it on the bus, and deploy patterns that ask for aws. sources."));
    }
    boolean elsewhere = !accounts.isEmpty() && !accounts.contains(tree.path("account").asText());
    return elsewhere
        ? Optional.of(
            untrusted(
                "The envelope's account (%s) is not among those that are watched: add it to them if"
                        .formatted(CloudTrailRecord.quote(tree, "account"))
                    + " it should be, then bring the record back with ninety redrive dead-letters."))
        : Optional.empty();
  }

  private static Decoded untrusted(String detail) {
    return new Rejected(Fault.UNTRUSTED_SOURCE, detail);
  }

  /** True if the user may be one of the store that is watched; see {@link IdentityStoreId}. */
  boolean mayHold(Subject subject, Optional<String> named) {
    return switch (subject) {
      case Subject.ById(var id, _) -> store.map(it -> it.mayHold(id, named)).orElse(true);
      case Subject.ByName _ -> isStore(named);
    };
  }

  /** True if it is a call that the sweep made for this. */
  boolean isSign(CloudTrailRecord record) {
    return record.asksWhoCalls() && record.role().filter(signs::contains).isPresent();
  }

  /** True if the store that is named, if one is, is the one that is watched. */
  boolean isStore(Optional<String> named) {
    return store.map(it -> it.mayBe(named)).orElse(true);
  }
}
