package ninety.cli.terminal;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.policy.Policy;
import ninety.policy.PolicyInForce.Comparison;
import ninety.policy.PolicyOption.Difference;
import ninety.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;

/**
 * The relation of a sweep's policy to the one in force, for people and machines to read.
 *
 * @param dryRun whether nothing was stored, so that all of it is what would be
 */
public record PolicyNews(Comparison found, boolean dryRun) {

  /** Why such a sweep is refused, one line an option. */
  public static Seq<String> refusal(Comparison.Different different) {
    return List.ofAll(different.differences())
        .map(each ->
            "%s is %s in the policy in force, and %s here"
                .formatted(name(each), each.before(), each.after()))
        .append(
            "The policy in force has stood since %s, by %s. Give the same options; or bring these into"
                    .formatted(
                        HorizonView.seconds(different.inForce().since()),
                        author(different.inForce()))
                + " force for all users with --change-policy (or set NINETY_CHANGE_POLICY=true)");
  }

  /** Nothing where all is as it was. */
  public void print(PrintWriter out) {
    switch (found) {
      case Comparison.Same _ -> {}
      case Comparison.First _ ->
          out.println(
              dryRun
                  ? "No policy is in force yet; a sweep would bring these options into force."
                  : "These options are the policy in force from now on.");
      case Comparison.Upgraded(var before) ->
          out.printf(
              "The rules of edition %d %s; before it was edition %d.%n",
              Policy.EDITION,
              dryRun ? "would be judged by" : "are judged by from now on",
              before.edition());
      case Comparison.Different(_, var differences) ->
          differences.forEach(each ->
              out.printf(
                  "%s %s: %s instead of %s%n",
                  dryRun ? "With --change-policy the policy would change" : "The policy is changed",
                  name(each),
                  each.after(),
                  each.before()));
    }
  }

  public Map<String, @Nullable Object> fields() {
    Optional<PolicyVersion> before = before();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("found", label());
    fields.put("since", Json.text(before.map(PolicyVersion::since)));
    fields.put("by", Json.text(before.map(PolicyVersion::by)));
    fields.put("edition", before.map(PolicyVersion::edition).orElse(null));
    fields.put(
        "differences",
        found instanceof Comparison.Different(_, var differences)
            ? differences.stream().map(each -> fields(each, "inForce", "given")).toList()
            : java.util.List.of());
    return fields;
  }

  private String label() {
    return switch (found) {
      case Comparison.First _ -> "first";
      case Comparison.Same _ -> "same";
      case Comparison.Upgraded _ -> "upgraded";
      case Comparison.Different _ -> "different";
    };
  }

  private Optional<PolicyVersion> before() {
    return switch (found) {
      case Comparison.First _ -> Optional.empty();
      case Comparison.Same(var before) -> Optional.of(before);
      case Comparison.Upgraded(var before) -> Optional.of(before);
      case Comparison.Different(var before, _) -> Optional.of(before);
    };
  }

  public static Map<String, String> fields(Difference difference, String before, String after) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("option", name(difference));
    fields.put(before, difference.before());
    fields.put(after, difference.after());
    return fields;
  }

  public static String name(Difference difference) {
    return "--" + difference.option().label();
  }

  public static String author(PolicyVersion version) {
    return TextTable.printable(version.by());
  }
}
