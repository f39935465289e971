package ninety.store;

import static java.util.function.Predicate.not;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import ninety.user.AccessHistory;
import ninety.user.AccessHistory.Entry;
import ninety.user.AccessHistory.Word;
import ninety.user.Contact;
import ninety.user.Credentials;
import ninety.user.Factors;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Proof.Source;
import ninety.user.Register;
import ninety.user.SignIns;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Creation;
import ninety.user.UserRecord.Listing;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A user's record as attributes of the item.
 *
 * <p>What a version before wrote is read too, and for no more than it proves: a reset without its
 * mode is none that set a password, and a sign-in with the password alone may have been an
 * enrolment. {@code access} has the fact that counts, and {@code lastActivity} the later of two
 * others, so that such a version, and people, go on to read them.
 */
final class UserItem {

  private static final String NAME = "userName";
  private static final String STORE = "identityStoreId";
  private static final String FIRST_SEEN = "firstSeen";
  private static final String LAST_AUTHENTICATED = "lastAuthenticated";
  private static final String CREDENTIALS = "credentials";
  private static final String SIGN_INS = "signIns";
  private static final String FIRST_EMAIL_CODE = "firstEmailCode";
  private static final String FIRST_USE = "firstUse";
  private static final String LAST_ACTIVITY = "lastActivity";
  private static final String PORTAL_USE = "portalUse";
  private static final String PASSWORD_RESET = "passwordResetAt";
  private static final String LINK_SENT = "passwordLinkSentAt";
  private static final String CREATED = "created";
  private static final String ACCESS = "access";
  private static final String ACCESS_BEFORE = "accessBefore";
  private static final String IN_DOUBT = "statusInDoubtAt";
  private static final String DELETED = "deleted";
  private static final String LISTING = "listing";
  private static final String EMAIL = "email";
  private static final String MANAGER = "manager";
  private static final String DEPARTMENT = "department";

  /**
   * A listing that has the user and does not say whether enabled. Apart from the others, of which a
   * version before knows no such word: it would keep a disabled user for enabled by it.
   */
  private static final String LISTED_PRESENT = "listedPresent";

  /** Of the version before; its content is among the sign-ins once they are written. */
  private static final String WITHOUT_SECOND_FACTOR = "withoutSecondFactor";

  private static final String WORD = "word";
  private static final String MODE = "mode";
  private static final String ONE_TIME = "one-time";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES =
      List.of(
          NAME,
          STORE,
          FIRST_SEEN,
          LAST_AUTHENTICATED,
          CREDENTIALS,
          SIGN_INS,
          FIRST_EMAIL_CODE,
          FIRST_USE,
          LAST_ACTIVITY,
          PORTAL_USE,
          PASSWORD_RESET,
          LINK_SENT,
          CREATED,
          ACCESS,
          ACCESS_BEFORE,
          IN_DOUBT,
          DELETED,
          LISTING,
          LISTED_PRESENT,
          EMAIL,
          MANAGER,
          DEPARTMENT,
          WITHOUT_SECOND_FACTOR);

  private UserItem() {}

  static Map<String, AttributeValue> of(UserRecord user) {
    Map<String, AttributeValue> item = new HashMap<>();
    put(item, user.name(), NAME);
    put(item, user.contact().email(), EMAIL);
    put(item, user.contact().manager(), MANAGER);
    put(item, user.contact().department(), DEPARTMENT);
    user.identityStoreId().ifPresent(it -> item.put(STORE, fromS(it)));
    user.credentials()
        .ifPresent(
            it -> item.put(CREDENTIALS, with(it.proof(), "types", fromS(it.value().toString()))));
    if (!user.signIns().byFactors().isEmpty()) {
      item.put(SIGN_INS, fromM(signIns(user.signIns().byFactors())));
    }
    user.passwordReset().ifPresent(it -> item.put(PASSWORD_RESET, with(it, MODE, fromS(ONE_TIME))));
    user.created().ifPresent(it -> item.put(CREATED, created(it)));
    access(user.access(), item);
    user.listing()
        .ifPresent(it ->
            item.put(
                it.value().presence() == Presence.PRESENT ? LISTED_PRESENT : LISTING, listing(it)));
    put(item, FIRST_SEEN, user.firstSeen());
    put(item, LAST_AUTHENTICATED, user.lastAuthenticated());
    put(item, FIRST_EMAIL_CODE, user.signIns().firstEmailCode());
    put(item, FIRST_USE, user.signIns().firstUse());
    put(item, LAST_ACTIVITY, user.lastActivity());
    put(item, PORTAL_USE, user.portalUse());
    put(item, LINK_SENT, user.linkSent());
    put(item, IN_DOUBT, user.doubted());
    put(item, DELETED, user.deleted());
    return item;
  }

  private static void put(
      Map<String, AttributeValue> item, Optional<Register<String>> text, String name) {
    text.ifPresent(it -> item.put(name, with(it.proof(), "value", fromS(it.value()))));
  }

  private static Optional<Register<String>> text(Fields item, String name) {
    return item.map(name).map(it -> new Register<>(it.text("value"), it.proof()));
  }

  private static void put(Map<String, AttributeValue> item, String name, Optional<Proof> proof) {
    proof.ifPresent(it -> item.put(name, fromM(proof(it))));
  }

  private static AttributeValue created(Register<Creation> created) {
    Map<String, AttributeValue> map = proof(created.proof());
    map.put("withPassword", fromBool(created.value() == Creation.WITH_PASSWORD));
    map.put(MODE, fromS(created.value().label()));
    return fromM(map);
  }

  private static void access(AccessHistory access, Map<String, AttributeValue> item) {
    access
        .latest()
        .ifPresent(latest -> {
          Map<String, AttributeValue> map = proof(latest.proof());
          map.put("value", fromS(latest.word().enables() ? "ENABLED" : "DISABLED"));
          map.put(WORD, fromS(latest.word().label()));
          item.put(ACCESS, fromM(map));
          if (access.newest().size() > 1) {
            item.put(
                ACCESS_BEFORE,
                fromL(
                    access.newest().headSet(latest).stream()
                        .map(it -> with(it.proof(), WORD, fromS(it.word().label())))
                        .toList()));
          }
        });
  }

  private static Map<String, AttributeValue> signIns(Map<Factors, Proof> byFactors) {
    Map<String, AttributeValue> map = new HashMap<>();
    byFactors.forEach((shown, proof) -> map.put(shown.label(), fromM(proof(proof))));
    return map;
  }

  private static AttributeValue listing(Register<Listing> listing) {
    Map<String, AttributeValue> map = proof(listing.proof());
    map.put("value", fromS(listing.value().presence().stored()));
    listing.value().created().ifPresent(at -> map.put("created", fromS(at.toString())));
    return fromM(map);
  }

  static Map<String, AttributeValue> proof(Proof proof) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("at", fromS(proof.time().toString()));
    map.put("event", fromS(proof.eventId()));
    map.put("call", fromS(proof.call()));
    if (proof.source() != Source.CLOUDTRAIL) {
      map.put("source", fromS(proof.source().stored()));
    }
    return map;
  }

  private static AttributeValue with(Proof proof, String field, AttributeValue value) {
    Map<String, AttributeValue> map = proof(proof);
    map.put(field, value);
    return fromM(map);
  }

  /**
   * The fields of an item that was read that are a newer version's; an entry of the status may grow
   * old.
   */
  static UnknownFields unknown(Fields read) {
    return read.unknownInside().moving(ACCESS, ACCESS_BEFORE);
  }

  static UserRecord read(Fields item) {
    Optional<Fields> reset = item.map(PASSWORD_RESET);
    Optional<Proof> lastAuthenticated = proof(item, LAST_AUTHENTICATED);
    Optional<Proof> portalUse =
        later(
            proof(item, PORTAL_USE),
            proof(item, LAST_ACTIVITY).filter(it -> !Optional.of(it).equals(lastAuthenticated)));
    return new UserRecord(
        item.userId(Item.ID),
        text(item, NAME),
        item.optionalText(STORE),
        proof(item, FIRST_SEEN),
        signIns(item, lastAuthenticated, portalUse),
        portalUse,
        reset.filter(it -> it.optionalText(MODE).isPresent()).map(Fields::proof),
        later(
            proof(item, LINK_SENT),
            reset.filter(it -> it.optionalText(MODE).isEmpty()).map(Fields::proof)),
        item.map(CREATED).map(it -> new Register<>(creation(it), it.proof())),
        access(item),
        proof(item, IN_DOUBT),
        proof(item, DELETED),
        Stream.of(listing(item, LISTING), listing(item, LISTED_PRESENT))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()),
        new Contact(text(item, EMAIL), text(item, MANAGER), text(item, DEPARTMENT)));
  }

  private static Optional<Register<Listing>> listing(Fields item, String name) {
    return item.map(name)
        .map(map ->
            new Register<>(
                new Listing(
                    map.labelled("value", Presence.values(), Presence::stored),
                    map.optionalInstant("created")),
                map.proof()));
  }

  private static Optional<Proof> proof(Fields item, String name) {
    return item.map(name).map(Fields::proof);
  }

  private static Optional<Proof> later(Optional<Proof> one, Optional<Proof> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Proof::compareTo);
  }

  private static Creation creation(Fields created) {
    return created
        .knowing("withPassword")
        .optionalText(MODE)
        .map(_ -> created.labelled(MODE, Creation.values(), Creation::label))
        .orElseGet(() ->
            created.flag("withPassword") ? Creation.WITH_PASSWORD : Creation.WITHOUT_PASSWORD);
  }

  private static AccessHistory access(Fields item) {
    TreeSet<Entry> entries = new TreeSet<>();
    item.list(ACCESS_BEFORE).forEach(it -> entries.add(new Entry(word(it), it.proof())));
    item.map(ACCESS)
        .ifPresent(it ->
            entries.add(
                new Entry(
                    it.knowing("value").optionalText(WORD).isPresent()
                        ? word(it)
                        : wordOfOldForm(it),
                    it.proof())));
    // A version before kept the directory's word apart.
    listing(item, LISTING)
        .flatMap(it -> listed(it.value().presence()).map(word -> new Entry(word, it.proof())))
        .ifPresent(entries::add);
    return new AccessHistory(entries);
  }

  private static Optional<Word> listed(Presence presence) {
    return switch (presence) {
      case ENABLED -> Optional.of(Word.LISTED_ENABLED);
      case DISABLED -> Optional.of(Word.LISTED_DISABLED);
      case GONE, PRESENT -> Optional.empty();
    };
  }

  private static Word word(Fields map) {
    return map.labelled(WORD, Word.values(), Word::label);
  }

  private static Word wordOfOldForm(Fields map) {
    boolean listed = map.proof().source() == Source.DIRECTORY;
    return map.labelled("value", Presence.values(), Presence::stored) == Presence.ENABLED
        ? listed ? Word.LISTED_ENABLED : Word.ENABLED
        : Word.DISABLED;
  }

  private static SignIns signIns(
      Fields item, Optional<Proof> lastAuthenticated, Optional<Proof> portalUse) {
    Map<Factors, Proof> byFactors = new EnumMap<>(Factors.class);
    Optional<Fields> map = item.map(SIGN_INS);
    for (Factors shown : Factors.values()) {
      map.flatMap(it -> proof(it, shown.label())).ifPresent(proof -> byFactors.put(shown, proof));
    }
    Optional<Register<Credentials>> credentials =
        item.map(CREDENTIALS)
            .map(it -> new Register<>(Credentials.parse(it.text("types")), it.proof()));
    credentials
        .filter(not(it -> byFactors.containsValue(it.proof())))
        .ifPresent(it -> byFactors.merge(ofOldForm(it.value()), it.proof(), UserItem::later));
    proof(item, WITHOUT_SECOND_FACTOR)
        .ifPresent(it -> byFactors.merge(Factors.UNSAID, it, UserItem::later));
    return new SignIns(
            lastAuthenticated,
            credentials,
            byFactors,
            proof(item, FIRST_EMAIL_CODE),
            proof(item, FIRST_USE))
        .completed(portalUse);
  }

  private static Proof later(Proof one, Proof other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** A version before did not keep whether a second factor was registered in the sign-in. */
  private static Factors ofOldForm(Credentials used) {
    Factors shown = Factors.of(used, false);
    return shown == Factors.PASSWORD_ALONE || shown == Factors.PASSWORD_AND_EMAIL_CODE
        ? Factors.UNSAID
        : shown;
  }
}
