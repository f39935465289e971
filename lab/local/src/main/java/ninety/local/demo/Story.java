package ninety.local.demo;

import static ninety.local.demo.Person.INES;
import static ninety.local.demo.Person.LENA;
import static ninety.local.demo.Person.MARA;
import static ninety.local.demo.Person.NOA;
import static ninety.local.demo.Person.OMAR;
import static ninety.local.demo.Person.PAUL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who does what when. The story ends at the real now, since {@code ninety process} takes no record
 * from the future.
 */
record Story(Instant end) {

  /** How long before its end the story looks at the users for the first and the second time. */
  static final Duration DAY_86 = Duration.ofDays(4);

  static final Duration DAY_90 = Duration.ofMinutes(30);

  /** How long before its end ninety is installed, and events begin to come by the stream. */
  static final Duration DAY_ONE = Duration.ofDays(14);

  /** From when the archive is read: the cast's oldest events are 400 days old. */
  static String since(Instant end) {
    return end.minus(days(410)).toString();
  }

  /** What happened before that: in the archive of CloudTrail's logs. */
  static final List<Moment> ARCHIVED =
      List.of(
          new Moment(MARA, Sample.CREATION, days(400)),
          new Moment(MARA, Sample.SIGN_IN, days(97)),
          new Moment(MARA, Sample.SIGN_IN, days(93)),
          new Moment(MARA, Sample.SIGN_IN, days(90).plusHours(1)),
          new Moment(MARA, Sample.ONE_TIME_PASSWORD, days(62)),
          new Moment(OMAR, Sample.ONE_TIME_PASSWORD, days(90).plusHours(2)),
          new Moment(OMAR, Sample.SIGN_IN, days(89)),
          new Moment(OMAR, Sample.SIGN_IN, days(40)),
          new Moment(INES, Sample.ONE_TIME_PASSWORD, days(71)),
          new Moment(INES, Sample.PORTAL_SIGN_IN, days(70)),
          new Moment(INES, Sample.PORTAL_USE, days(33)),
          new Moment(PAUL, Sample.CREATION, days(300)),
          new Moment(PAUL, Sample.SIGN_IN, days(120)),
          new Moment(PAUL, Sample.DELETION, days(30)),
          new Moment(LENA, Sample.INVITATION, days(87).plusHours(3)));

  /** From then up to the first look. */
  static final List<Moment> HISTORY =
      List.of(
          new Moment(INES, Sample.PORTAL_USE, days(8)), new Moment(OMAR, Sample.SIGN_IN, days(5)));

  /** Between the first look and the second. Paul's sign-in is an old one, and comes late. */
  static final List<Moment> MEANWHILE =
      List.of(
          new Moment(PAUL, Sample.SIGN_IN, days(91)),
          new Moment(INES, Sample.PORTAL_USE, days(2)),
          new Moment(OMAR, Sample.SIGN_IN, days(1)),
          new Moment(INES, Sample.PORTAL_USE, Duration.ofHours(3)));

  static final List<Moment> COMEBACK =
      List.of(new Moment(MARA, Sample.SIGN_IN, Duration.ofMinutes(10)));

  static final Set<Raised> WARNED =
      Set.of(
          new Raised(MARA, "inactivity", "warning"),
          new Raised(NOA, "inactivity", "warning"),
          new Raised(OMAR, "password-age", "warning"));

  static final Set<Raised> BREACHED =
      Set.of(
          new Raised(MARA, "inactivity", "breach"),
          new Raised(NOA, "inactivity", "breach"),
          new Raised(OMAR, "password-age", "breach"),
          new Raised(LENA, "inactivity", "warning"));

  static final Set<Raised> RESOLVED = Set.of(new Raised(MARA, "inactivity", "resolved"));

  static final Set<Raised> EXEMPTED =
      Set.of(
          new Raised(LENA, "exemption", "exempted"), new Raised(LENA, "inactivity", "suppressed"));

  static final Duration DAY_97 = Duration.ofDays(7);

  static final Set<Raised> ESCALATED =
      Set.of(
          new Raised(NOA, "inactivity", "escalated"),
          new Raised(OMAR, "password-age", "escalated"));

  /** How long before the story's end the last heartbeat came, before it comes again. */
  static final Duration SILENCE = Duration.ofHours(2);

  static final Set<Raised> NOT_CHECKED = ofSource("not-checked");

  /** That it is checked again, and that of before the first sign of life nothing was known. */
  static final List<Raised> CHECKED_AGAIN =
      Stream.of(NOT_CHECKED, ofSource("resolved"), ofSource("resolved"))
          .flatMap(Set::stream)
          .toList();

  private static Set<Raised> ofSource(String level) {
    return Set.of(
        Raised.ofSource("inactivity", level),
        Raised.ofSource("password-age", level),
        Raised.ofSource("revoked-access", level));
  }

  /** What travels in the same stream and says nothing about a user. */
  private static final List<String> NOISE =
      List.of(
          "directory/add-member-to-group-console.json",
          "directory/create-user-denied.json",
          "directory/start-email-verification.json",
          "directory/update-password-denied.json",
          "identitystore/api-create-user-conflict.json",
          "identitystore/scim-get-user.json",
          "identitystore/scim-patch-user-rejected-by-service.json",
          "noise/cognito-login-get.json",
          "noise/console-login-iam-failure.json",
          "noise/console-login-iam-success.json",
          "noise/directory-service-reset-user-password.json",
          "noise/health-event.json",
          "noise/iam-create-user-denied.json",
          "noise/iam-delete-user.json",
          "noise/kms-rotate-key.json",
          "noise/password-updated-root.json",
          "noise/s3-access-grants-on-behalf-of.json",
          "noise/scheduled-event.json",
          "noise/sso-create-account-assignment.json",
          "noise/sts-assume-role-on-behalf-of.json",
          "noise/sts-assume-role-with-saml.json",
          "noise/sts-get-caller-identity-on-behalf-of.json",
          "noise/workspaces-user-authentication-password.json",
          "noise/workspaces-user-authentication-smartcard.json",
          "portal/create-token-with-iam.json",
          "portal/federate-denied.json",
          "portal/list-accounts-new.json",
          "portal/logout-new.json",
          "signin/credential-challenge-webauthn.json",
          "signin/credential-verification-new-failure.json",
          "signin/credential-verification-new-totp.json",
          "signin/user-authentication-failure.json");

  /** What cannot be used although it may have said something; the first has no envelope. */
  private static final List<String> POISON =
      List.of(
          "noise/cloudtrail-digest-without-envelope.json",
          "noise/truncated.txt",
          "noise/update-password-no-user-id.json",
          "noise/user-authentication-no-identity.json",
          "noise/user-authentication-unreadable-time.json",
          "signin/user-authentication-old-password.json");

  /** How many events come a second time. */
  static final int TWICE = 3;

  /** How many of the poison records there are. */
  static final int POISONED = POISON.size() + 1;

  /** Something that is about nobody. */
  private record Noise(Duration before, Envelope envelope) {}

  private Stream<Noise> noise() {
    return IntStream.range(0, NOISE.size())
        .mapToObj(i -> {
          Duration before = days(5).plusHours(36L * i);
          return new Noise(before, Envelopes.of(NOISE.get(i), end.minus(before)));
        });
  }

  /** What the archive of logs has, with its noise. */
  List<Envelope> archived() {
    return Stream.concat(
            envelopes(ARCHIVED).stream(),
            noise().filter(it -> it.before().compareTo(DAY_ONE) >= 0).map(Noise::envelope))
        .toList();
  }

  /** The history with its noise and poison, out of order and some of it twice, as it comes. */
  List<Envelope> history() {
    List<Envelope> all = new ArrayList<>(envelopes(HISTORY));
    noise().filter(it -> it.before().compareTo(DAY_ONE) < 0).map(Noise::envelope).forEach(all::add);
    all.addAll(all.subList(0, TWICE));
    IntStream.range(0, POISON.size())
        .mapToObj(i -> Envelopes.of(POISON.get(i), end.minus(days(6 + i))))
        .forEach(all::add);
    all.add(Envelopes.of(new Moment(OMAR, Sample.SIGN_IN, days(-2)), end));
    Collections.shuffle(all, new Random(90));
    return List.copyOf(all);
  }

  List<Envelope> envelopes(List<Moment> moments) {
    return moments.stream().map(moment -> Envelopes.of(moment, end)).toList();
  }

  /** The latest moment of its kind for each person: what the table must know. */
  Stream<Moment> known(List<Moment> moments) {
    return moments.stream()
        .filter(moment ->
            moments.stream()
                .noneMatch(other ->
                    other.person() == moment.person()
                        && other.sample().fact().equals(moment.sample().fact())
                        && other.before().compareTo(moment.before()) < 0));
  }

  Instant at(Moment moment) {
    return end.minus(moment.before());
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }
}
