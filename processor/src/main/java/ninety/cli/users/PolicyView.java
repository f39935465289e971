package ninety.cli.users;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import ninety.cli.option.PolicyOptions;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.PolicyNews;
import ninety.policy.Policy;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyOption;
import ninety.policy.PolicyOption.Difference;
import ninety.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;

/**
 * By which policy users are shown, for people and machines to read: by the one in force, except
 * where an option asks "what if".
 *
 * @param inForce empty where no sweep stored one; then it is that of the options
 * @param whatIf in what {@code policy} differs from it
 */
record PolicyView(Policy policy, Optional<PolicyVersion> inForce, List<Difference> whatIf) {

  /**
   * @param options the values of all options, those that nobody gave among them
   * @param given whether somebody gave it, on the command line or in the environment
   */
  static PolicyView of(PolicyInForce known, Policy options, Predicate<PolicyOption> given) {
    return known
        .latest()
        .map(inForce -> {
          Policy policy = PolicyOptions.over(inForce.policy(), options, given);
          return new PolicyView(
              policy, Optional.of(inForce), PolicyOption.differences(inForce.policy(), policy));
        })
        .orElseGet(() -> new PolicyView(options, Optional.empty(), List.of()));
  }

  public void print(PrintWriter out) {
    out.println(
        inForce
            .map(version ->
                "Policy in force since %s, by %s"
                    .formatted(HorizonView.seconds(version.since()), PolicyNews.author(version)))
            .orElse("No policy is in force yet, since no sweep has ended: judged by the options"));
    whatIf.forEach(each ->
        out.printf(
            "What if: %s %s instead of %s%n", PolicyNews.name(each), each.after(), each.before()));
  }

  /** Adds {@code policy}, null where none is in force, and {@code whatIf}. */
  void addTo(Map<String, @Nullable Object> fields) {
    fields.put("policy", inForce.map(PolicyView::fields).orElse(null));
    fields.put(
        "whatIf",
        whatIf.stream().map(each -> PolicyNews.fields(each, "insteadOf", "value")).toList());
  }

  private static Map<String, Object> fields(PolicyVersion version) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("since", version.since().toString());
    fields.put("by", version.by());
    fields.put("edition", version.edition());
    for (PolicyOption option : PolicyOption.values()) {
      fields.put(option.label(), option.of(version.policy()));
    }
    return fields;
  }
}
