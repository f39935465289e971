package ninety.cli.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import ninety.finding.Dossier;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;

/** Made-up users, and what is printed about them. */
public record People(UserRecord user) {

  /** When most stories begin. */
  public static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");

  public static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }

  public static UserId id(int number) {
    return new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-%012x".formatted(number));
  }

  public static People nameless(int number) {
    return new People(UserRecord.unknown(id(number)));
  }

  public static People named(int number, String name) {
    return nameless(number).with(new Kind.UserUpdated(false), day(0), Optional.of(name));
  }

  public People signedIn(Instant at, String credentials) {
    return with(new Kind.SignIn(Credentials.parse(credentials)), at, Optional.empty());
  }

  public People with(Kind kind, Instant at) {
    return with(kind, at, Optional.empty());
  }

  private People with(Kind kind, Instant at, Optional<String> name) {
    Proof proof =
        kind instanceof Kind.Listed
            ? new Proof(at, "request-1", "identitystore DescribeUser", Proof.Source.DIRECTORY)
            : new Proof(at, "event-" + kind.label(), "sso-directory.amazonaws.com Call");
    Fact fact =
        new Fact(new Subject.ById(user.id(), name), Optional.of("d-9067f2a1c4"), kind, proof);
    return new People(user.join(UserRecord.of(user.id(), fact)));
  }

  public Dossier dossier() {
    return Dossier.unknown(user.id()).withUser(user).withVersion(1);
  }

  /** What it prints, with single line feeds. */
  public static String printed(Consumer<PrintWriter> print) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    print.accept(out);
    out.flush();
    return text.toString().replace("\r\n", "\n");
  }
}
