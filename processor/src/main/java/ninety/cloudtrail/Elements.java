package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vavr.control.Try;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream of JSON values apart as its bytes come in, with arrays and log files as their
 * members. Holds one element at most. Whether an element is JSON is not decided here, only where it
 * ends; what has no end is given up at the next line that begins an object.
 */
final class Elements {

  /** Where each element goes, in order. */
  interface Taker {
    void take(byte[] element);

    /** One that has no end, or more bytes than any record. */
    void broken(String why);
  }

  private static final Set<String> LISTS = RecordFile.LISTS;

  private static final String NO_END = "It is not one whole JSON value: it ends in the middle.";

  /** Beyond this nothing is looked at for what stands before a list. */
  private static final int LONGEST_BEFORE_A_LIST = 1 << 16;

  /** What the bytes belong to that come next. */
  private enum Place {
    /** Between the values of the stream. */
    TOP,
    /** In an array, or in the list of a log file or of an answer. */
    LIST,
    /** Behind such a list, within its object. */
    BEHIND
  }

  /** What is being read. */
  private enum Now {
    NOTHING,
    /** An object, an array or a text. */
    VALUE,
    /** Something else, to the end of its line, or in a list to the next comma. */
    WORD
  }

  private final Taker taker;
  private final int largest;
  private final ByteArrayOutputStream element = new ByteArrayOutputStream();
  private Place place = Place.TOP;
  private boolean wrapped;
  private Now now = Now.NOTHING;
  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean tooLarge;
  private byte before = '\n';
  private int behindDepth;
  private boolean blank = true;

  /**
   * @param largest in bytes; of what is larger no more is held
   */
  Elements(Taker taker, int largest) {
    this.taker = taker;
    this.largest = largest;
  }

  /** The next bytes of the stream. */
  void feed(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      switch (now) {
        case NOTHING -> between(next);
        case WORD -> inWord(next);
        case VALUE -> {
          if (inText && next != '"' && next != '\\' && next != '\n' && !escaped) {
            int end = at + 1;
            while (end < to && isPlain(bytes[end])) {
              end++;
            }
            hold(bytes, at, end);
            at = end - 1;
          } else {
            inValue(next);
          }
        }
      }
      before = bytes[at];
    }
  }

  private static boolean isPlain(byte next) {
    return next != '"' && next != '\\' && next != '\n';
  }

  /**
   * No more bytes come.
   *
   * @return whether all that was opened is closed
   */
  boolean end() {
    if (now == Now.WORD) {
      finish();
    } else if (now == Now.VALUE) {
      giveUp();
    }
    return place == Place.TOP;
  }

  /** Whether nothing came yet, or nothing but blanks. */
  boolean isBlank() {
    return blank;
  }

  private void between(byte next) {
    if (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
      return;
    }
    blank = false;
    if (place == Place.BEHIND) {
      behind(next);
    } else if (place == Place.LIST && next == ']') {
      place = wrapped ? Place.BEHIND : Place.TOP;
      behindDepth = 1;
    } else if (place == Place.TOP && next == '[') {
      place = Place.LIST;
      wrapped = false;
    } else if (place == Place.TOP || next != ',') {
      boolean value = next == '{' || next == '[' || next == '"';
      now = value ? Now.VALUE : Now.WORD;
      depth = 0;
      inText = false;
      if (value) {
        inValue(next);
      } else {
        hold(next);
      }
    }
  }

  /** Passes over what an answer has beside its list, to the end of its object. */
  private void behind(byte next) {
    if (inText) {
      inText = escaped || next != '"';
      escaped = !escaped && next == '\\';
    } else if (next == '"') {
      inText = true;
      escaped = false;
    } else if (next == '{' || next == '[') {
      behindDepth++;
    } else if ((next == '}' || next == ']') && --behindDepth == 0) {
      place = Place.TOP;
    }
  }

  private void inWord(byte next) {
    boolean over =
        next == '\n' || (place == Place.LIST && (next == ',' || next == ']' || next == '}'));
    if (!over) {
      hold(next);
      return;
    }
    finish();
    between(next);
  }

  private void inValue(byte next) {
    boolean anew = next == '{' && before == '\n' && depth > 0;
    if (anew || (inText && next == '\n')) {
      giveUp();
      between(next);
      return;
    }
    if (inText) {
      inText = escaped || next != '"';
      escaped = !escaped && next == '\\';
    } else if (next == '"') {
      inText = true;
      escaped = false;
    } else if (next == '{') {
      depth++;
    } else if (next == '[') {
      if (depth == 1 && place == Place.TOP && beginsList()) {
        begin();
        place = Place.LIST;
        wrapped = true;
        return;
      }
      depth++;
    } else if (next == '}' || next == ']') {
      depth--;
    }
    hold(next);
    if (depth == 0 && !inText) {
      finish();
    }
  }

  /** Whether what is held is the beginning of a log file or of an answer, up to its list. */
  private boolean beginsList() {
    if (tooLarge || element.size() > LONGEST_BEFORE_A_LIST) {
      return false;
    }
    String held = element.toString(UTF_8).stripTrailing();
    String name = held.endsWith(":") ? held.substring(0, held.length() - 1).stripTrailing() : "";
    return LISTS.stream().anyMatch(list -> name.endsWith('"' + list + '"'))
        && Try.of(() -> RecordReader.parsed((held + "[]}").getBytes(UTF_8)))
            .toJavaOptional()
            .flatMap(tree -> tree.toJavaOptional())
            .filter(tree ->
                StreamSupport.stream(((Iterable<String>) tree::fieldNames).spliterator(), false)
                    .allMatch(field ->
                        RecordFile.OF_AN_ANSWER.contains(field)
                            || name.endsWith('"' + field + '"')))
            .isPresent();
  }

  private void finish() {
    byte @Nullable [] whole = tooLarge ? null : element.toByteArray();
    begin();
    if (whole == null) {
      taker.broken("It has more bytes than any record.");
    } else {
      taker.take(whole);
    }
  }

  private void giveUp() {
    begin();
    taker.broken(NO_END);
  }

  private void begin() {
    element.reset();
    now = Now.NOTHING;
    tooLarge = false;
    depth = 0;
    inText = false;
    escaped = false;
  }

  private void hold(byte next) {
    if (!tooLarge && element.size() < largest) {
      element.write(next);
    } else {
      tooMuch();
    }
  }

  private void hold(byte[] bytes, int from, int to) {
    if (!tooLarge && element.size() + to - from <= largest) {
      element.write(bytes, from, to - from);
    } else {
      tooMuch();
    }
  }

  private void tooMuch() {
    tooLarge = true;
    element.reset();
  }
}
