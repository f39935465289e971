package ninety.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import ninety.coverage.CoverageLog;
import ninety.finding.AllDossiers;
import ninety.finding.Dossiers;
import ninety.sweep.FarEnd;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.user.Reconciliations;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/** A deliberate bug, made of what the product is plugged into; the product itself is as it is. */
interface Mutant {

  /** The product as it is. */
  Mutant NONE = new Mutant() {};

  default Dossiers workerDossiers(Dossiers dossiers, World world) {
    return dossiers;
  }

  default CoverageLog workerCoverage(CoverageLog coverage, World world) {
    return coverage;
  }

  default Places places(Places places, World world) {
    return places;
  }

  /** Where an import says what came of it. */
  default Reconciliations imports(Reconciliations log) {
    return log;
  }

  /** Where an import reads and writes users. */
  default AllDossiers importing(AllDossiers dossiers) {
    return dossiers;
  }

  default Rules rules(Rules rules) {
    return rules;
  }

  default SqsAsyncClient deadLetters(SqsAsyncClient queue) {
    return queue;
  }

  default Duration granularity(Duration right) {
    return right;
  }

  default ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
    return input;
  }

  /** By how much more than the clock says the directory's answers are dated. */
  default Duration directoryAhead() {
    return Duration.ZERO;
  }

  default boolean checkpointsEarly() {
    return false;
  }

  default boolean versionChecked() {
    return true;
  }

  default FarEnd farEnd(FarEnd farEnd) {
    return farEnd;
  }

  /** What a worker takes Kinesis' list of shards for. */
  default List<Shard> listed(List<Shard> shards) {
    return shards;
  }

  /** What a worker takes Kinesis' answers for, where it looks after a record itself. */
  default KinesisAsyncClient reads(KinesisAsyncClient reads) {
    return reads;
  }

  /** What a worker that begins takes the lease table for. */
  default List<Lease> leases(List<Lease> leases) {
    return leases;
  }
}
