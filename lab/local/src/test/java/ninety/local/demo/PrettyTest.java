package ninety.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrettyTest {

  @Test
  void a_value_and_its_caption_share_a_line_and_nothing_is_lost() {
    JsonNode json =
        JsonText.read(
            """
            {"status_id":4,"status":"Resolved","uid":"1","list":[{"name":"a","value":"b"},{}],
             "nothing":null,"empty":[]}
            """);

    List<String> lines = Pretty.lines(json, 40);

    assertEquals(json, JsonText.read(String.join("\n", lines)));
    assertEquals("  \"status_id\": 4, \"status\": \"Resolved\",", lines.get(1));
  }
}
