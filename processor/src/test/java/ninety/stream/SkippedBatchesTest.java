package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.lifecycle.TaskOutcome;
import software.amazon.kinesis.lifecycle.TaskType;
import software.amazon.kinesis.lifecycle.events.TaskExecutionListenerInput;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

final class SkippedBatchesTest {

  private final Stop stop = new Stop();
  private final SkippedBatches skipped = new SkippedBatches(stop);

  @Test
  void tasks_that_end_skip_nothing() {
    for (TaskType type :
        List.of(TaskType.INITIALIZE, TaskType.PROCESS, TaskType.PROCESS, TaskType.SHUTDOWN)) {
      skipped.beforeTaskExecution(task("a", type));
      skipped.afterTaskExecution(ended("a", type, TaskOutcome.SUCCESSFUL));
    }

    assertFalse(skipped.test("a"));
    assertFalse(stop.isRequested());
  }

  /** The library's own tasks may fail and are tried again. */
  @Test
  void a_failure_that_is_about_no_batch_skips_none() {
    skipped.beforeTaskExecution(task("a", TaskType.BLOCK_ON_PARENT_SHARDS));
    skipped.afterTaskExecution(ended("a", TaskType.BLOCK_ON_PARENT_SHARDS, TaskOutcome.FAILURE));
    skipped.beforeTaskExecution(task("a", TaskType.INITIALIZE));
    skipped.beforeTaskExecution(task("a", TaskType.INITIALIZE));

    assertFalse(skipped.test("a"));
  }

  @Test
  void a_batch_whose_task_failed_is_skipped() {
    skipped.beforeTaskExecution(task("a", TaskType.PROCESS));
    skipped.afterTaskExecution(ended("a", TaskType.PROCESS, TaskOutcome.FAILURE));

    assertTrue(skipped.test("a"));
    assertFalse(skipped.test("b"));
    assertTrue(stop.isRequested());
    assertTrue(stop.failure().orElseThrow().toString().contains("Shard a"));
  }

  /** S10: of a shard's last batch the KCL says that the end is reached, whatever became of it. */
  @Test
  void a_last_batch_that_did_not_come_to_the_processor_is_skipped() {
    skipped.beforeTaskExecution(task("a", TaskType.PROCESS));
    skipped.handedOver();
    skipped.arrived();
    skipped.afterTaskExecution(ended("a", TaskType.PROCESS, TaskOutcome.END_OF_SHARD));
    assertFalse(skipped.test("a"));

    skipped.beforeTaskExecution(task("a", TaskType.PROCESS));
    skipped.handedOver();
    skipped.afterTaskExecution(ended("a", TaskType.PROCESS, TaskOutcome.END_OF_SHARD));
    assertTrue(skipped.test("a"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESS", "SHUTDOWN", "SHUTDOWN_NOTIFICATION"})
  void a_batch_whose_task_never_ended_is_skipped_whatever_comes_next(TaskType next) {
    skipped.beforeTaskExecution(task("a", TaskType.PROCESS));
    skipped.beforeTaskExecution(task("b", TaskType.PROCESS));
    skipped.afterTaskExecution(ended("b", TaskType.PROCESS, TaskOutcome.END_OF_SHARD));
    assertFalse(stop.isRequested());

    skipped.beforeTaskExecution(task("a", next));

    assertTrue(skipped.test("a"));
    assertEquals(1, List.of("a", "b").stream().filter(skipped).count());
  }

  private static TaskExecutionListenerInput task(String shard, TaskType type) {
    return TaskExecutionListenerInput.builder()
        .shardInfo(new ShardInfo(shard, "1", List.of(), ExtendedSequenceNumber.TRIM_HORIZON))
        .taskType(type)
        .build();
  }

  private static TaskExecutionListenerInput ended(
      String shard, TaskType type, TaskOutcome outcome) {
    return task(shard, type).toBuilder().taskOutcome(outcome).build();
  }
}
