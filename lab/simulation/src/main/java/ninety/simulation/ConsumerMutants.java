package ninety.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.simulation.Altered.Storing;
import ninety.user.UserRecord;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/** Bugs of a consumer: of what it writes of users, and of what it believes of its shards. */
enum ConsumerMutants implements Mutant {
  /** The checkpoint is written before the batch is settled. */
  CHECKPOINT_BEFORE_THE_BATCH {
    @Override
    public boolean checkpointsEarly() {
      return true;
    }
  },

  /** An exception leaves {@code processRecords}, and the KCL goes on with the next batch. */
  EXCEPTION_LEAVES_THE_BATCH {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      if (!input.records().isEmpty() && random.nextInt(20) == 0) {
        throw new IllegalStateException("a bug");
      }
      return input;
    }
  },

  /** Whoever writes last wins. */
  NO_VERSION_CONDITION {
    @Override
    public boolean versionChecked() {
      return false;
    }
  },

  /** A write that failed is taken for one that went through. */
  WRITE_NOT_AWAITED {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          try {
            return super.store(changed);
          } catch (SdkException failed) {
            return new Dossiers.Stored.Written(changed.withVersion(changed.version() + 1));
          }
        }
      };
    }
  },

  /** Somebody else wrote first, and that is taken for having written. */
  OVERTAKEN_TAKEN_FOR_WRITTEN {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          return super.store(changed) instanceof Dossiers.Stored.Overtaken(var now)
              ? new Dossiers.Stored.Written(now)
              : new Dossiers.Stored.Written(changed.withVersion(changed.version() + 1));
        }
      };
    }
  },

  /** The dead-letter queue is thought to have what it never got. */
  DEAD_LETTER_DROPPED {
    @Override
    public SqsAsyncClient deadLetters(SqsAsyncClient queue) {
      return new SqsAsyncClient() {
        @Override
        public CompletableFuture<SendMessageResponse> sendMessage(SendMessageRequest request) {
          return CompletableFuture.completedFuture(SendMessageResponse.builder().build());
        }

        @Override
        public String serviceName() {
          return "sqs";
        }

        @Override
        public void close() {}
      };
    }
  },

  /** Who was deleted and is seen afterwards is taken to be there again. */
  TOMBSTONE_REVIVED {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          UserRecord user = changed.user();
          boolean seen =
              user.deleted().isPresent()
                  && user.lastActivity()
                      .filter(it -> it.time().isAfter(user.deleted().get().time()))
                      .isPresent();
          return super.store(seen ? changed.withUser(Altered.withoutDeletion(user)) : changed);
        }
      };
    }
  },

  /** Portal activity is written each time. */
  EVERY_ACTIVITY_WRITTEN {
    @Override
    public Duration granularity(Duration right) {
      return Duration.ZERO;
    }
  },

  /** News of a user with an open finding do not make the user due. */
  NEWS_WAIT_FOR_THE_DATE {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          Optional<Dossier> old = world.table().memory.read(changed.user().id());
          boolean open =
              changed.states().values().stream().anyMatch(watch -> watch.openFinding().isPresent());
          return super.store(open && old.isPresent() ? changed.withDue(old.get().due()) : changed);
        }
      };
    }
  },

  /** A shard is at its end when the library says so. */
  FALSE_END_BELIEVED {
    @Override
    public List<Shard> listed(List<Shard> shards) {
      return shards.stream()
          .map(shard ->
              shard.toBuilder()
                  .sequenceNumberRange(
                      it -> it.startingSequenceNumber("0").endingSequenceNumber("9"))
                  .build())
          .toList();
    }

    @Override
    public KinesisAsyncClient reads(KinesisAsyncClient reads) {
      return Reads.endingAtOnce();
    }
  },

  /** The end of a closed shard is believed without looking whether it was read. */
  CLOSED_END_BELIEVED {
    @Override
    public KinesisAsyncClient reads(KinesisAsyncClient reads) {
      return Reads.endingAtOnce();
    }
  },

  /** Whoever begins goes on from the leases, however old the table is. */
  LEASES_AHEAD_UNNOTICED {
    @Override
    public List<Lease> leases(List<Lease> leases) {
      return List.of();
    }
  };
}
