package ninety.local.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The cast. Made up, as their user ids are. */
enum Person {
  MARA(
      "3fa91c04-7021-70b6-1d5e-9c02e84b7a11",
      "mara.lindt",
      "stays away: day 86, day 90, and then she is back"),
  OMAR(
      "b8e25d47-60f1-7019-a3c4-51d7f0926e3c",
      "omar.haddad",
      "comes every week, and turns 90 days old with his password"),
  INES(
      "6c07f3b2-e4a1-7088-92d0-4fe6b1a85d27",
      "ines.duarte",
      "signed in ten weeks ago and has used the access portal since: active"),
  PAUL(
      "e1d46a98-30c1-70f5-b76a-0835c2fd914e",
      "paul.novak",
      "stayed away as long, but was deleted: must not alarm"),
  LENA(
      "a25b80e6-9d31-7042-e8f7-62b90c41d3a5",
      "lena.vogt",
      "was made 87 days ago and never came; her name is in the directory alone"),
  NOA(
      "57c3e1f8-b0a2-70d4-8f16-3e94d7a5b260",
      "noa.weber",
      "was made 90 days ago and never did anything: no event is about her");

  private final String userId;
  private final String userName;
  private final String role;

  Person(String userId, String userName, String role) {
    this.userId = userId;
    this.userName = userName;
    this.role = role;
  }

  String userId() {
    return userId;
  }

  String userName() {
    return userName;
  }

  /** What the reader should look for, after the name. */
  String role() {
    return role;
  }

  /** Those whom the directory has on day one, and how old each is there by the story's end. */
  static Map<Person, Duration> inDirectory() {
    Map<Person, Duration> ages = new EnumMap<>(Person.class);
    ages.put(MARA, Duration.ofDays(400));
    ages.put(OMAR, Duration.ofDays(500));
    ages.put(INES, Duration.ofDays(600));
    ages.put(LENA, Duration.ofDays(87).plusHours(3));
    ages.put(NOA, Duration.ofDays(90).plusHours(5));
    return ages;
  }

  /** The beginning of an id: enough to distinguish a few. */
  static String brief(String id) {
    return id.substring(0, Math.min(8, id.length()));
  }

  static Optional<Person> of(String userId) {
    return Arrays.stream(values()).filter(person -> person.userId.equals(userId)).findFirst();
  }
}
