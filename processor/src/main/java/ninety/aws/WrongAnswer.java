package ninety.aws;

/**
 * AWS, or a library that speaks to it, gave an answer that cannot be true or that nobody can read.
 * Nothing is done on the strength of it. The message is one sentence or more, for an operator.
 */
public final class WrongAnswer extends RuntimeException {

  private static final long serialVersionUID = 1;

  public WrongAnswer(String what) {
    super(what);
  }

  public WrongAnswer(String what, Exception why) {
    super(what, why);
  }
}
