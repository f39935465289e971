package ninety.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.sweep.Summary;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep did, for people and machines to read.
 *
 * @param horizon what it judged as of; empty where the instant was given
 */
record SweepView(Summary summary, Optional<HorizonView> horizon, boolean dryRun) {

  /** Whether users could be judged at all. */
  boolean judged() {
    return summary.since().isPresent() && horizon.filter(view -> !view.known()).isEmpty();
  }

  void print(PrintWriter out) {
    if (!summary.steps().isEmpty()
        || !summary.sourceSteps().isEmpty()
        || !summary.noticeSteps().isEmpty()) {
      TextTable table = new TextTable("CONTROL", "STEP", "USER", dryRun ? "WOULD BE TOLD" : "TOLD");
      summary
          .sourceSteps()
          .forEach(step -> table.row(step.control().label(), step.step(), "-", told(step.told())));
      summary
          .noticeSteps()
          .forEach(step ->
              table.row("exemption " + step.exemption(), step.step(), "-", told(step.told())));
      summary
          .steps()
          .forEach(step ->
              table.row(
                  step.control().label(), step.step(), step.user().value(), told(step.told())));
      table.print(out);
    }
    out.printf(
        "%s: %s due, %s; %d put off%s%s%s%s%s%n",
        asOf(),
        many(summary.looked(), "user"),
        steps(),
        summary.rearmed(),
        summary.exemptions() == 0
            ? ""
            : "; %s in force, for %s"
                .formatted(
                    many(summary.exemptions(), "exemption"), many(summary.usersExempt(), "user")),
        summary.resent() == 0
            ? ""
            : "; %s of an earlier sweep sent".formatted(many(summary.resent(), "alert")),
        summary.untold() == 0 ? "" : "; %s not sent yet".formatted(many(summary.untold(), "alert")),
        summary.failed() == 0 ? "" : "; %s failed".formatted(many(summary.failed(), "user")),
        dryRun ? " (dry run)" : "");
    if (judged()) {
      horizon.flatMap(HorizonView::notChecked).ifPresent(out::println);
    }
  }

  private String asOf() {
    if (!judged()) {
      return "Nobody judged";
    }
    return "As of " + horizon.map(HorizonView::words).orElse(summary.asOf().toString());
  }

  private String steps() {
    String steps =
        Stream.of(
                summary.sourceSteps().stream().map(Summary.SourceStep::step),
                summary.noticeSteps().stream().map(Summary.NoticeStep::step),
                summary.steps().stream().map(Summary.Step::step))
            .flatMap(each -> each)
            .collect(Collectors.groupingBy(step -> step, Collectors.counting()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    return steps.isEmpty() ? "nothing to tell" : steps;
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("asOf", judged() ? summary.asOf().toString() : null);
    fields.put("horizon", horizon.map(HorizonView::fields).orElse(null));
    fields.put("coverageSince", Json.text(summary.since()));
    fields.put("judged", judged());
    fields.put("dryRun", dryRun);
    fields.put("usersDue", summary.looked());
    fields.put("rearmed", summary.rearmed());
    fields.put("exemptions", summary.exemptions());
    fields.put("usersExempt", summary.usersExempt());
    fields.put("resent", summary.resent());
    fields.put("untold", summary.untold());
    fields.put("failed", summary.failed());
    fields.put("sourceSteps", summary.sourceSteps().stream().map(SweepView::fields).toList());
    fields.put("noticeSteps", summary.noticeSteps().stream().map(SweepView::fields).toList());
    fields.put("steps", summary.steps().stream().map(SweepView::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Summary.SourceStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("control", step.control().label());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("told", step.told());
    return fields;
  }

  private static Map<String, Object> fields(Summary.NoticeStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exemption", step.exemption());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("told", step.told());
    return fields;
  }

  private static Map<String, Object> fields(Summary.Step step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("userId", step.user().value());
    fields.put("control", step.control().label());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("told", step.told());
    return fields;
  }

  private String told(boolean told) {
    return dryRun || told ? "yes" : "not yet";
  }

  private static String many(long number, String noun) {
    return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}
