package ninety.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Set;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopeTest {

  private static final Scope JUNE =
      new Scope(
          Set.of(new Source("111122223333", "eu-central-1"), Source.ofRegion("us-east-1")),
          Instant.parse("2026-06-01T00:00:00Z"),
          Instant.parse("2026-06-30T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "AWSLogs/, true",
    "AWSLogs/111122223333/, true",
    "AWSLogs/o-1a2b3c4d5e/, true",
    "AWSLogs/o-1a2b3c4d5e/111122223333/, true",
    "AWSLogs/111122223333/CloudTrail/, true",
    "AWSLogs/111122223333/CloudTrail-Digest/, false",
    "AWSLogs/111122223333/CloudTrail-Insight/, false",
    "AWSLogs/111122223333/Config/, false",
    "AWSLogs/o-1a2b3c4d5e/111122223333/CloudTrail-Digest/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/, true",
    "AWSLogs/111122223333/CloudTrail/us-east-1/, true",
    "AWSLogs/444455556666/CloudTrail/eu-central-1/, false",
    "AWSLogs/444455556666/CloudTrail/us-east-1/, true",
    "AWSLogs/111122223333/CloudTrail/eu-west-1/, false",
    "prefix/of/mine/AWSLogs/111122223333/CloudTrail/eu-west-1/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2025/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/05/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/04/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/05/30/, false",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/05/31/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/07/01/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/07/02/, false",
    "CloudTrail/eu-west-1/, false",
    "eu-central-1/2026/04/, false",
    "2026/04/01/12/, true",
    "anything/, true",
    "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/99/99/, true",
  })
  void a_folder_is_passed_over_only_where_its_name_says_that_it_holds_nothing(
      String folder, boolean mayHold) {
    assertEquals(mayHold, JUNE.mayHold(folder), folder);
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333_CloudTrail_eu-central-1_20260601T0815Z_a.json.gz, true",
    "x/y/111122223333_CloudTrail_eu-central-1_20260531T2355Z_a.json.gz, true",
    "111122223333_CloudTrail_eu-central-1_20260530T2355Z_a.json.gz, false",
    "111122223333_CloudTrail_eu-central-1_20260701T0000Z_a.json, true",
    "111122223333_CloudTrail_eu-central-1_20260702T0000Z_a.json.gz, false",
    "111122223333_CloudTrail_eu-west-1_20260601T0815Z_a.json.gz, false",
    "444455556666_CloudTrail_eu-central-1_20260601T0815Z_a.json.gz, false",
    "444455556666_CloudTrail_us-east-1_20260601T0815Z_a.json.gz, true",
    "111122223333_CloudTrail-Digest_eu-central-1_trail_eu-central-1_20260601T081500Z.json.gz, false",
    "events.jsonl, true",
    ".DS_Store, false",
  })
  void a_file_is_read_unless_its_name_says_that_it_is_another(String name, boolean holds) {
    assertEquals(holds, JUNE.holds(new LogFile(name, 1)), name);
  }

  @Test
  void without_places_those_of_every_account_and_region_are_read() {
    Scope all = new Scope(Set.of(), JUNE.since(), JUNE.until());

    assertEquals(true, all.mayHold("AWSLogs/444455556666/CloudTrail/eu-west-1/"));
  }
}
