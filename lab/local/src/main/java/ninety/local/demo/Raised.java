package ninety.local.demo;

/** One alert that the story expects, by what it is about. */
record Raised(String userId, String control, String level) {

  /** About the source and no user. */
  static Raised ofSource(String control, String level) {
    return new Raised("", control, level);
  }

  Raised(Person person, String control, String level) {
    this(person.userId(), control, level);
  }
}
