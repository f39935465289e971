package ninety.local.demo;

import java.time.Duration;

/**
 * One thing that happens to one person.
 *
 * @param before how long before the story's end
 */
record Moment(Person person, Sample sample, Duration before) {}
