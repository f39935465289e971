package ninety.cli.sweep;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.TextTable;
import ninety.coverage.Observed;
import ninety.coverage.Source;
import ninety.sweep.Count;
import ninety.sweep.Summary;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a sweep, for people and machines to read.
 *
 * @param horizon what it judged as of; empty where the instant was given
 * @param unproved from where no sign of life of CloudTrail is expected
 */
public record SweepView(
    Summary summary, Optional<HorizonView> horizon, Set<Source> unproved, boolean dryRun) {

  /** True if users could be judged at all. */
  boolean judged() {
    return summary.observed().isPresent() && horizon.filter(view -> !view.known()).isEmpty();
  }

  public void print(PrintWriter out) {
    if (!summary.steps().isEmpty()
        || !summary.feedSteps().isEmpty()
        || !summary.noticeSteps().isEmpty()) {
      TextTable table = new TextTable("CONTROL", "STEP", "USER", "SENT");
      summary
          .feedSteps()
          .forEach(
              step -> table.row(step.control().label(), step.step(), "-", sent(step.delivered())));
      summary
          .noticeSteps()
          .forEach(step -> table.row(step.about(), step.step(), "-", sent(step.delivered())));
      summary
          .steps()
          .forEach(step ->
              table.row(
                  step.control().label(),
                  step.step(),
                  step.user().value(),
                  sent(step.delivered())));
      table.fitBesideNames(out);
    }
    out.printf(
        "%s: %s due, %s; %d rescheduled%s%s%n",
        asOf(),
        many(summary.count(Count.LOOKED), "user"),
        steps(),
        summary.count(Count.REARMED),
        besides(),
        dryRun ? " (dry run)" : "");
    if (judged()) {
      horizon.flatMap(HorizonView::notChecked).ifPresent(out::println);
    }
    FeedView.unproved(unproved).ifPresent(out::println);
  }

  /** Numbers that are 0 in most sweeps. */
  private String besides() {
    return note(
            summary.count(Count.EXEMPTIONS),
            "exemption",
            "in force, for " + many(summary.count(Count.USERS_EXEMPT), "user"))
        + note(summary.count(Count.RESENT), "alert", "of an earlier sweep sent")
        + note(summary.count(Count.PENDING), "alert", "not sent yet")
        + note(summary.count(Count.PARKED), "alert", "refused by the queue for good, and parked")
        + note(
            summary.count(Count.GONE_IN_DOUBT),
            "user",
            "not in the directory, which is not believed of so many (see --accept-gone)")
        + note(
            summary.count(Count.HELD_BACK),
            "user",
            "held back for the next sweep by --first-sweep-limit, after an upgrade")
        + note(
            summary.count(Count.DIRECTORY_CHANGES), "change", "of the directory's identity source")
        + note(
            summary.count(Count.SIGNS_FAILED), "sign", "of life could not be given (see the log)")
        + note(summary.count(Count.FAILED), "user", "failed");
  }

  private static String note(long number, String noun, String words) {
    return number == 0 ? "" : "; %s %s".formatted(many(number, noun), words);
  }

  private String asOf() {
    if (!judged()) {
      return "Nobody judged";
    }
    if (summary.observed().filter(it -> summary.asOf().isBefore(it.from())).isPresent()) {
      return "Nobody can be accused yet";
    }
    return "As of " + horizon.map(HorizonView::words).orElse(summary.asOf().toString());
  }

  private String steps() {
    String steps =
        Stream.of(
                summary.feedSteps().stream().map(Summary.FeedStep::step),
                summary.noticeSteps().stream().map(Summary.NoticeStep::step),
                summary.steps().stream().map(Summary.Step::step))
            .flatMap(each -> each)
            .collect(Collectors.groupingBy(step -> step, Collectors.counting()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    return steps.isEmpty() ? "nothing to report" : steps;
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("asOf", judged() ? summary.asOf().toString() : null);
    fields.put("horizon", horizon.map(HorizonView::fields).orElse(null));
    fields.put("coverageSince", Json.text(summary.observed().map(Observed::from)));
    fields.put("judged", judged());
    fields.put("dryRun", dryRun);
    fields.put("usersDue", summary.count(Count.LOOKED));
    fields.put("rearmed", summary.count(Count.REARMED));
    fields.put("exemptions", summary.count(Count.EXEMPTIONS));
    fields.put("usersExempt", summary.count(Count.USERS_EXEMPT));
    fields.put("resent", summary.count(Count.RESENT));
    fields.put("pending", summary.count(Count.PENDING));
    fields.put("parked", summary.count(Count.PARKED));
    fields.put("goneInDoubt", summary.count(Count.GONE_IN_DOUBT));
    fields.put("heldBack", summary.count(Count.HELD_BACK));
    fields.put("directoryChanges", summary.count(Count.DIRECTORY_CHANGES));
    fields.put("signsFailed", summary.count(Count.SIGNS_FAILED));
    fields.put("noSignOfLifeFrom", unproved.stream().map(Source::place).toList());
    fields.put("failed", summary.count(Count.FAILED));
    fields.put("unreadable", summary.unreadable());
    fields.put("sourceSteps", summary.feedSteps().stream().map(SweepView::fields).toList());
    fields.put("noticeSteps", summary.noticeSteps().stream().map(SweepView::fields).toList());
    fields.put("steps", summary.steps().stream().map(SweepView::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Summary.FeedStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("control", step.control().label());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("delivered", step.delivered());
    return fields;
  }

  private static Map<String, Object> fields(Summary.NoticeStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("about", step.about());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("delivered", step.delivered());
    return fields;
  }

  private static Map<String, Object> fields(Summary.Step step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("userId", step.user().value());
    fields.put("control", step.control().label());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("delivered", step.delivered());
    return fields;
  }

  private String sent(boolean sent) {
    return dryRun ? "no" : sent ? "yes" : "not yet";
  }

  private static String many(long number, String noun) {
    return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}
