package ninety.cli.reconcile;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.TextTable;
import ninety.reconcile.News;
import ninety.reconcile.News.Known;
import ninety.reconcile.Objection;
import ninety.reconcile.Plan;
import ninety.user.Proof;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Difference;
import org.jspecify.annotations.Nullable;

/**
 * A view of what an import found and did, for people and machines to read.
 *
 * @param names whether users are named; else, as in the log of a task, their ids have to do
 */
record ImportView(Plan plan, Outcome outcome, boolean names) {

  /** So many users are shown to people; machines get all. */
  private static final int MOST = 50;

  void print(PrintWriter out) {
    Reconciliation what = plan.what();
    out.printf(
        "Identity store %s listed %s at %s.%n",
        what.store(), users(what.listed()), HorizonView.seconds(what.at()));
    if (!plan.comparison().roster().whole()) {
      out.println("This is not the list of all its users, so nobody is gone by it.");
    }
    if (plan.others() > 0) {
      out.printf("Left as they are, since they are of other stores: %s.%n", users(plan.others()));
    }
    out.println();
    TextTable counts = new TextTable("DIFFERENCE", "USERS");
    for (Difference difference : Difference.values()) {
      counts.row(difference.label(), Long.toString(what.count(difference)));
    }
    counts.print(out);
    out.println();
    List<News> differing = differing();
    if (!differing.isEmpty()) {
      TextTable users = new TextTable("USER", "DIFFERS", "KNOWN BEFORE");
      differing.stream()
          .limit(MOST)
          .forEach(news ->
              news.differences()
                  .forEach((it, known) ->
                      users.row(
                          who(news),
                          it.label() + (news.left() ? ", left to the sweep" : ""),
                          words(it, known))));
      users.fit(out);
      if (differing.size() > MOST) {
        out.printf("and %d more (--output json shows all)%n", differing.size() - MOST);
      }
      out.println();
    }
    out.println(end());
  }

  private List<News> differing() {
    return plan.news().stream().filter(news -> !news.differences().isEmpty()).toList();
  }

  private String who(News news) {
    return names ? news.name().map(name -> name + " ").orElse("") + news.id() : news.id().value();
  }

  private String what(Difference difference, Known known) {
    return names || difference != Difference.RENAMED ? known.what() : "another name";
  }

  private String words(Difference difference, Known known) {
    String what = what(difference, known);
    return known
        .proof()
        .map(proof ->
            "%s: %s at %s (%s)"
                .formatted(what, proof.call(), HorizonView.seconds(proof.time()), proof.eventId()))
        .orElse(what);
  }

  private String end() {
    String missed =
        plan.what().missed() == 0
            ? ""
            : " Of %s, no event had said so.".formatted(users(plan.what().missed()));
    return switch (outcome) {
      case Outcome.Foreseen _ ->
          "A dry run: nothing was written. To be written: %s.%s"
              .formatted(users(plan.news().size()), missed);
      case Outcome.NotBelieved _ -> "Nothing was written but that this list was refused.";
      case Outcome.Wrote(var ended) ->
          "Written: %s. As listed already: %d.%s%s"
              .formatted(
                  users(ended.written()),
                  asListed(),
                  missed,
                  ended.left() == 0
                      ? ""
                      : " %d are left to the sweep, which reports the use of a revoked access first."
                          .formatted(ended.left()));
    };
  }

  /** Those who are gone are news, and not listed. */
  private long asListed() {
    long listedNews = plan.news().size() - plan.what().count(Difference.GONE);
    return Math.max(0, plan.what().listed() - listedNews);
  }

  private static String users(long number) {
    return number + (number == 1 ? " user" : " users");
  }

  /** Why nothing was written, and how to have it written all the same. */
  Optional<String> refusal() {
    boolean refused =
        switch (outcome) {
          case Outcome.NotBelieved _ -> true;
          case Outcome.Foreseen(var would) -> would;
          case Outcome.Wrote _ -> false;
        };
    return refused
        ? Optional.of(
            "This list is not believed. %s If it is right, run it again with --yes %d."
                .formatted(why(), plan.toBeNamed()))
        : Optional.empty();
  }

  private String why() {
    return plan.objections().stream().map(Objection::why).collect(Collectors.joining(" "));
  }

  void lines(PrintWriter out) {
    differing().forEach(news -> out.println(Json.line(fields(news))));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("store", plan.what().store().value());
    fields.put("listedAt", plan.what().at().toString());
    fields.put("listed", plan.what().listed());
    fields.put("knownEnabled", plan.enabled());
    fields.put("ofOtherStores", plan.others());
    plan.what().differences().forEach((it, count) -> fields.put(it.label(), count));
    fields.put("missedByEvents", plan.what().missed());
    fields.put("objections", plan.objections().stream().map(Objection::why).toList());
    fields.put("toBeNamed", plan.toBeNamed());
    fields.put(
        "outcome",
        switch (outcome) {
          case Outcome.Foreseen _ -> "dry-run";
          case Outcome.NotBelieved _ -> "refused";
          case Outcome.Wrote(var ended) -> ended.complete() ? "done" : "incomplete";
        });
    if (outcome instanceof Outcome.Wrote(var ended)) {
      fields.put("written", ended.written());
      fields.put("leftToSweep", ended.left());
      fields.put("failed", ended.failed().size());
    }
    fields.put("unreadable", plan.unreadable());
    out.println(Json.line(fields));
  }

  private Map<String, @Nullable Object> fields(News news) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("user", news.id().value());
    if (names) {
      fields.put("name", Json.text(news.name()));
    }
    List<Map<String, @Nullable Object>> differences = new ArrayList<>();
    news.differences()
        .forEach((it, known) -> {
          Map<String, @Nullable Object> one = new LinkedHashMap<>();
          one.put("difference", it.label());
          one.put("known", what(it, known));
          one.put("at", Json.text(known.proof().map(Proof::time)));
          one.put("event", Json.text(known.proof().map(Proof::eventId)));
          one.put("call", Json.text(known.proof().map(Proof::call)));
          differences.add(one);
        });
    fields.put("differences", differences);
    fields.put("missed", news.missed());
    fields.put("leftToSweep", news.left());
    return fields;
  }
}
