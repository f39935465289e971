package ninety.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {

  private static final Instant END = Instant.parse("2026-06-01T08:14:27Z");

  private final Story story = new Story(END);

  @Test
  void every_event_has_an_id_of_its_own_but_for_the_three_that_come_twice() {
    List<Envelope> all =
        Stream.of(
                story.history(), story.envelopes(Story.MEANWHILE), story.envelopes(Story.COMEBACK))
            .flatMap(Collection::stream)
            .toList();

    assertEquals(all.size() - 3, Set.copyOf(all).size());
    assertEquals(all.size() - 3, new HashSet<>(all.stream().map(Envelope::key).toList()).size());
  }

  @Test
  void an_event_of_the_cast_is_about_that_person_at_that_time() {
    Moment moment = new Moment(Person.MARA, Sample.SIGN_IN, Duration.ofDays(90));

    JsonNode envelope = JsonText.read(Envelopes.of(moment, END).content());

    JsonNode record = envelope.path("detail");
    assertEquals("2026-03-03T08:14:27Z", record.path("eventTime").asText());
    assertEquals("2026-03-03T08:14:27Z", envelope.path("time").asText());
    assertEquals("mara.lindt", record.path("userIdentity").path("userName").asText());
    assertEquals(
        Person.MARA.userId(),
        record.path("userIdentity").path("onBehalfOf").path("userId").asText());
  }

  @Test
  void every_sample_of_the_cast_is_about_its_person() {
    for (Sample sample : Sample.values()) {
      String content = Envelopes.of(new Moment(Person.LENA, sample, Duration.ZERO), END).content();

      assertTrue(content.contains(Person.LENA.userId()), sample.file());
    }
  }

  @Test
  void all_times_of_an_event_keep_their_distances() {
    JsonNode record =
        JsonText.read(Envelopes.of("directory/update-password-denied.json", END).content())
            .path("detail");

    String created =
        record
            .path("userIdentity")
            .path("sessionContext")
            .path("attributes")
            .path("creationDate")
            .asText();
    assertEquals("2026-06-01T08:14:27Z", record.path("eventTime").asText());
    assertEquals(Duration.parse("PT98H"), Duration.between(Instant.parse(created), END));
  }

  @Test
  void the_history_is_over_before_the_first_look() {
    assertTrue(
        Story.HISTORY.stream().allMatch(moment -> moment.before().compareTo(Story.DAY_86) > 0));
  }

  @Test
  void what_comes_after_the_second_look_is_the_comeback_only() {
    assertTrue(
        Story.MEANWHILE.stream().allMatch(moment -> moment.before().compareTo(Story.DAY_90) > 0));
    assertTrue(
        Story.COMEBACK.stream().allMatch(moment -> moment.before().compareTo(Story.DAY_90) < 0));
    assertFalse(Story.COMEBACK.stream().anyMatch(moment -> moment.before().isNegative()));
  }
}
