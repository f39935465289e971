package ninety.simulation;

import java.util.SplittableRandom;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/** Bugs in what a record is taken for. */
enum RecordMutants implements Mutant {
  /** An enrolment is taken for a sign-in with the password alone. */
  ENROLMENT_IS_THE_PASSWORD_ALONE {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.replace(
                  "\"DeviceEnrollmentRequired\":\"true\"",
                  "\"DeviceEnrollmentRequired\":\"false\""));
    }
  },

  /** That a link was mailed is taken for a new password. */
  MAIL_IS_A_RESET {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.contains("\"UpdatePassword\"")
                  ? it.replace("\"passwordMode\":\"EMAIL\"", "\"passwordMode\":\"OTP\"")
                  : it);
    }
  },

  /** That an invitation was mailed is taken for a password. */
  INVITATION_IS_A_PASSWORD {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.contains("\"CreateUser\"")
                  ? it.replace("\"passwordMode\":\"EMAIL\"", "\"passwordMode\":\"OTP\"")
                  : it);
    }
  },

  /** Whatever stands beside the password is a second factor. */
  UNKNOWN_WORD_IS_A_FACTOR {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(input, it -> it.replace(Story.UNKNOWN_WORD, "PASSWORD,TOTP"));
    }
  },

  /** Any event on the bus is believed. */
  FORGED_BELIEVED {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.replace(Wire.FORGED_SOURCE, Wire.SOURCE)
                  .replace(Wire.FORGED_ACCOUNT, Wire.ACCOUNT));
    }
  },

  /** A PATCH whose value is hidden is taken for one that leaves the status alone. */
  DOUBT_IGNORED {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input, it -> it.replace("\"path\":\"active\"", "\"path\":\"title\""));
    }
  },

  /** A call that was not allowed is taken for one that was. */
  DENIED_CALL_IS_TAMPERING {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(input, it -> it.replace("\"errorCode\"", "\"otherCode\""));
    }
  };
}
