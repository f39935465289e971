package ninety.local.demo;

/** One alert that the story expects, by what it is about. */
record Told(String userId, String control, String level) {

  /** About the source and no user. */
  static Told ofSource(String control, String level) {
    return new Told("", control, level);
  }

  Told(Person person, String control, String level) {
    this(person.userId(), control, level);
  }
}
