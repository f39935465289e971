package ninety.local.demo;

/** One alert that the story expects, by what it is about. */
record Told(String userId, String control, String level) {

  Told(Person person, String control, String level) {
    this(person.userId(), control, level);
  }
}
