package ninety.cli.terminal;

import static ninety.cli.terminal.People.day;
import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cli.coverage.CoverageView;
import ninety.cli.coverage.CoverageViewTest;
import ninety.cli.exempt.ExemptionList;
import ninety.cli.exempt.ExemptionView;
import ninety.cli.users.UserList;
import ninety.cli.users.UserView;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.exemption.Exemptions;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.user.Author;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --output csv}: names and reasons are whatever somebody typed, and go to a spreadsheet. */
final class CsvTest {

  @Test
  void a_header_comes_first_and_what_csv_means_something_by_is_quoted() {
    Csv csv = new Csv("user", "reason");
    csv.row("mara", "said \"no\", and left\nat once");
    csv.row("jon", null);

    assertEquals(
        "user,reason\nmara,\"said \"\"no\"\", and left\nat once\"\njon,\n", printed(csv::print));
  }

  /** OWASP, "CSV Injection". */
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"})
  void what_a_spreadsheet_would_calculate_stays_text(String formula) {
    Csv csv = new Csv("name");
    csv.row(formula);

    assertEquals("'" + formula, records(printed(csv::print)).get(1).getField(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b", "mara-lindqvist", "user@example.com", " =1", "'x"})
  void what_it_would_not_stays_as_it_is(String text) {
    Csv csv = new Csv("name");
    csv.row(text);

    assertEquals(text, records(printed(csv::print)).get(1).getField(0));
  }

  @Test
  void a_record_has_as_many_cells_as_the_header() {
    assertThrows(IllegalArgumentException.class, () -> new Csv("one").row("a", "b"));
  }

  @Test
  void users_have_a_record_each_with_the_words_of_their_standings_and_as_of_when() {
    Terms terms =
        new Terms(
            Policy.STANDARD,
            Exemptions.NONE,
            Optional.of(Observed.since(day(0))),
            day(95),
            day(95));
    List<UserView> views =
        List.of(
            UserView.of(People.named(1, "=mara").signedIn(day(5), "PASSWORD").dossier(), terms),
            UserView.of(People.nameless(2).dossier(), terms));

    String csv = printed(out -> new UserList(views).csv(day(95)).print(out));
    List<CsvRecord> records = records(csv);

    assertEquals(3, records.size());
    CsvRecord header = records.getFirst();
    assertEquals("userId", header.getField(0));
    CsvRecord mara = records.get(1);
    assertEquals(header.getFieldCount(), mara.getFieldCount());
    assertEquals("'=mara", field(header, mara, "userName"));
    assertEquals("2026-06-06T08:14:27Z", field(header, mara, "lastActivity"));
    assertEquals("breach", field(header, mara, "inactivity"));
    assertEquals("90", field(header, mara, "inactivity-days"));
    assertEquals("not-applicable", field(header, mara, "revoked-access"));
    assertEquals("2026-09-04T08:14:27Z", field(header, mara, "asOf"));
    assertEquals("", field(header, records.get(2), "userName"));
  }

  @Test
  void exemptions_have_a_record_each_with_the_whole_reason() {
    Exemption exemption =
        new Exemption(
            "0a1b2c3d",
            new Who.ByName("break-glass-*"),
            "@platform",
            "r".repeat(500),
            day(90),
            new Author("kim", day(0)),
            Optional.empty());

    List<CsvRecord> records =
        records(
            printed(out ->
                ExemptionList.csv(ExemptionView.of(List.of(exemption), Stream.of(), day(1)))
                    .print(out)));

    CsvRecord header = records.getFirst();
    assertEquals("break-glass-*", field(header, records.get(1), "who"));
    assertEquals("'@platform", field(header, records.get(1), "owner"));
    assertEquals("r".repeat(500), field(header, records.get(1), "reason"));
    assertEquals("", field(header, records.get(1), "removedBy"));
  }

  @Test
  void coverage_is_a_record_a_span() {
    CoverageView view =
        CoverageViewTest.view(CoverageViewTest.everything(), CoverageViewTest.attestations());

    String some = printed(out -> view.csv(false).print(out));

    assertTrue(some.contains("gap,2026-03-05T04:00:00Z,2026-03-05T14:00:00Z,36000,"), some);
    assertTrue(
        some.contains(
            "attested,2026-03-05T20:00:00Z,2026-03-06T14:00:00Z,64800,,5e6f7a8b,in-force,kim,"),
        some);
    assertFalse(some.contains("7e6f7a8b"), some);
    assertTrue(printed(out -> view.csv(true).print(out)).contains(",7e6f7a8b,revoked,"));
  }

  private static String field(CsvRecord header, CsvRecord record, String name) {
    return record.getField(header.getFields().indexOf(name));
  }

  private static List<CsvRecord> records(String csv) {
    return CsvReader.builder().ofCsvRecord(csv).stream().toList();
  }
}
