package ninety.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue is asked in the Region that its URL names. */
final class RedrivePartsTest {

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com/111122223333/q, eu-west-1",
    "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q, cn-north-1",
    "https://sqs-fips.us-east-1.amazonaws.com/111122223333/q, us-east-1",
    "https://eu-west-1.queue.amazonaws.com/111122223333/q, eu-west-1",
    "http://127.0.0.1:9324/000000000000/q,",
    "http://localhost:9324/000000000000/q,",
    "nonsense,",
    "'a b',"
  })
  void the_region_of_a_queue_is_in_its_url(String url, String region) {
    assertEquals(Optional.ofNullable(region), RedriveParts.regionOf(url));
  }
}
