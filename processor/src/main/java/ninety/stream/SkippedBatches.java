package ninety.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.lifecycle.TaskExecutionListener;
import software.amazon.kinesis.lifecycle.TaskOutcome;
import software.amazon.kinesis.lifecycle.TaskType;
import software.amazon.kinesis.lifecycle.events.TaskExecutionListenerInput;

/**
 * The shards of which this process takes nothing more, until it ends.
 *
 * <p>One is where the KCL drops a batch before the processor sees it: whatever fails around its
 * task is logged as "The incoming data has been skipped", and the next batch's checkpoint would
 * pass it (ShardConsumerSubscriber, KCL 3.5). Of a shard's last batch it does not even say that it
 * failed (ProcessTask). Then the process ends, and nothing more of the shard is checkpointed:
 * whoever goes on reads the batch again.
 */
final class SkippedBatches implements TaskExecutionListener, Predicate<String> {

  private final Stop stop;
  private final Set<ShardInfo> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> shards = ConcurrentHashMap.newKeySet();

  /** True if this thread's task has a batch that the processor did not get yet. */
  private final ThreadLocal<Boolean> underWay = ThreadLocal.withInitial(() -> false);

  SkippedBatches(Stop stop) {
    this.stop = stop;
  }

  /** The KCL has a batch for the task of this thread. */
  void handedOver() {
    underWay.set(true);
  }

  /** The processor has it. */
  void arrived() {
    underWay.remove();
  }

  /** Ends the process; whoever goes on with the shard begins at its last checkpoint. */
  void giveUp(String shard, Throwable cause) {
    shards.add(shard);
    stop.fail(cause);
  }

  /** True if nothing more of the shard may be taken here. */
  @Override
  public boolean test(String shard) {
    return shards.contains(shard);
  }

  /** Tasks of a shard come one after the other, so one that was begun before did not end. */
  @Override
  public void beforeTaskExecution(TaskExecutionListenerInput task) {
    underWay.remove();
    if (begun.contains(task.shardInfo())) {
      skipped(task);
    } else if (task.taskType() == TaskType.PROCESS) {
      begun.add(task.shardInfo());
    }
  }

  @Override
  public void afterTaskExecution(TaskExecutionListenerInput task) {
    if (task.taskType() == TaskType.PROCESS) {
      begun.remove(task.shardInfo());
      if (task.taskOutcome() == TaskOutcome.FAILURE || underWay.get()) {
        skipped(task);
      }
      underWay.remove();
    }
  }

  private void skipped(TaskExecutionListenerInput task) {
    String shard = task.shardInfo().shardId();
    if (!shards.contains(shard)) {
      giveUp(
          shard,
          new ShardGivenUp(
              shard,
              "the Kinesis Client Library skipped a batch; its log says why. It is read again after a new start."));
    }
  }
}
