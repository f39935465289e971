package ninety;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the Terraform module grants, read from the text of its {@code permissions*.tf}: policies
 * stand there as values, and the few that several roles share as locals.
 */
final class Grants {

  private static final Pattern ACTIONS =
      Pattern.compile("\\bAction\\s*=\\s*(\\[[^]]*]|\"[^\"]*\")");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern SHARED = Pattern.compile("\\blocal\\.(\\w+)");

  private final String text;

  private Grants(String text) {
    this.text = text;
  }

  static Grants in(Path module) {
    return new Grants(
        TerraformFiles.text(module, "permissions")
            .lines()
            .map(Grants::withoutComment)
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /** The tasks that have a role. */
  Set<String> tasks() {
    return Pattern.compile("(?m)^    (\\w+) = ")
        .matcher(definition("statements", text))
        .results()
        .map(key -> key.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a task's role may do. */
  Set<String> ofTask(String task) {
    return actions(ofRole(task));
  }

  /** What a policy for people allows: {@code reading} or {@code exempting}. */
  Set<String> ofPeople(String policy) {
    return actions(withShared(block("resource \"aws_iam_policy\" \"%s\"".formatted(policy))));
  }

  /**
   * Whether a role may write a row of the pipeline's own; one that ends in {@code #} stands for all
   * rows that begin so.
   *
   * @param who a task, or {@code people}
   */
  boolean mayWrite(String who, String row) {
    return QUOTED
        .matcher(definition(who, definition("rows", text)))
        .results()
        .map(own -> own.group(1))
        .anyMatch(own -> row.endsWith("#") ? own.equals(row + "*") : own.equals(row));
  }

  /** The statements, of whichever role, that grant this action. */
  List<String> statementsWith(String action) {
    return Pattern.compile("\\{[^{}]*(\\{[^{}]*\\{?[^{}]*}?[^{}]*}[^{}]*)*}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(statement -> actions(statement).contains(action))
        .toList();
  }

  private String ofRole(String task) {
    return withShared(definition(task, definition("statements", text)));
  }

  /** A text and the definitions of the locals that it names, as far as they grant something. */
  private String withShared(String part) {
    StringBuilder all = new StringBuilder(part);
    SHARED
        .matcher(part)
        .results()
        .map(name -> name.group(1))
        .distinct()
        .filter(name -> Pattern.compile("(?m)^  " + name + "\\s*=").matcher(text).find())
        .map(name -> definition(name, text))
        .filter(shared -> ACTIONS.matcher(shared).find())
        .filter(shared -> !shared.contains("\"Deny\""))
        .forEach(all::append);
    return all.toString();
  }

  private static Set<String> actions(String part) {
    return ACTIONS
        .matcher(part)
        .results()
        .flatMap(list -> QUOTED.matcher(list.group(1)).results())
        .map(action -> action.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What {@code name = …} says, to the end of the line on which all its brackets are closed. */
  private static String definition(String name, String within) {
    Matcher start = Pattern.compile("(?m)^ +" + name + "\\s*=\\s*").matcher(within);
    if (!start.find()) {
      throw new AssertionError("permissions*.tf have no " + name);
    }
    return balanced(within, start.end());
  }

  private String block(String header) {
    int start = text.indexOf(header);
    if (start < 0) {
      throw new AssertionError("permissions*.tf have no " + header);
    }
    return balanced(text, start + header.length());
  }

  private static String balanced(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && "{[(".indexOf(c) >= 0) {
        depth++;
      } else if (!quoted && "}])".indexOf(c) >= 0) {
        depth--;
      } else if (c == '\n' && depth == 0) {
        return text.substring(start, i);
      }
    }
    throw new AssertionError("a bracket is left open");
  }

  private static String withoutComment(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (line.charAt(i) == '#' && !quoted) {
        return line.substring(0, i);
      }
    }
    return line;
  }
}
