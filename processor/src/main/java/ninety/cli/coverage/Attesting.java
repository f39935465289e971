package ninety.cli.coverage;

import java.io.PrintWriter;
import java.util.List;
import ninety.app.Sources;
import ninety.app.Wiring;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Span;
import picocli.CommandLine.Model.CommandSpec;

/** Stores what somebody says of a time, or takes it back, and says what comes of it. */
record Attesting(Wiring wiring, String table, Sources sources, Output form, CommandSpec spec) {

  void add(Attestation wanted) {
    FeedView source = FeedView.of(wiring.feed(table, sources));
    AttestationChange.checked(wanted, source.coverage());
    Attestation stored = change().add(wanted);
    List<Span> after = gaps();
    print(stored, out -> new AttestationView(stored).added(source.gaps(), after, out));
  }

  void revoke(String id, Revocation removal) {
    List<Span> before = gaps();
    Attestation stored = change().revoke(id, removal);
    List<Span> after = gaps();
    print(stored, out -> new AttestationView(stored).revoked(before, after, out));
  }

  private AttestationChange change() {
    return new AttestationChange(wiring.attestations(table));
  }

  private List<Span> gaps() {
    return FeedView.of(wiring.feed(table, sources)).gaps();
  }

  private void print(Attestation stored, java.util.function.Consumer<PrintWriter> words) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(Json.line(new AttestationView(stored).fields()));
      case TABLE -> words.accept(out);
    }
    out.flush();
  }
}
