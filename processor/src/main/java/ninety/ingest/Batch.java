package ninety.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.RecordReader;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.coverage.Tampering;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * A batch of envelopes, folded: one change a user, and the envelopes to give up.
 *
 * @param news all that the batch proves about each user, joined
 * @param sources the envelopes behind each user's news, to be given up together with them
 * @param heartbeats when each source was heard
 * @param directoryChanges what proves that the source of the directory's users was changed
 * @param tamperings what changed the way on which events come
 */
public record Batch(
    Map<UserId, UserRecord> news,
    Map<UserId, List<Envelope>> sources,
    Map<Source, Listening> heartbeats,
    List<Proof> directoryChanges,
    List<Tampering> tamperings,
    List<DeadLetter> deadLetters) {

  private static final String HEARTBEAT = "heartbeat";

  /** One that nothing was added to yet. */
  public static Batch empty() {
    return new Batch(
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  public static Batch read(
      List<Envelope> envelopes, RecordReader reader, Instant now, Counts counts) {
    Batch batch = empty();
    for (Envelope envelope : envelopes) {
      batch.add(envelope, reader.read(envelope.data(), now).decoded(), counts);
    }
    return batch;
  }

  /** Adds what an envelope came to, and counts it. */
  public void add(Envelope envelope, Decoded decoded, Counts counts) {
    counts.received();
    switch (decoded) {
      case Decoded.Observed(var fact) -> add(envelope, fact, counts);
      case Decoded.Heartbeat(var source, var time) -> {
        heartbeats.merge(source, Listening.at(time), Listening::join);
        counts.observed(HEARTBEAT);
      }
      case Decoded.DirectoryChanged(var proof) -> {
        directoryChanges.add(proof);
        counts.observed(Decoded.DirectoryChanged.LABEL);
      }
      case Decoded.Tampered(var proof, var actor, var target, var account, var region) -> {
        tamperings.add(new Tampering(proof, actor, target, account, region));
        counts.observed(Decoded.Tampered.LABEL);
      }
      case Decoded.Ignored(var reason, _) -> counts.ignored(reason.label());
      case Decoded.Rejected(var fault, var detail) ->
          giveUp(new DeadLetter(envelope, fault.label(), detail), counts);
    }
  }

  private void add(Envelope envelope, Fact fact, Counts counts) {
    switch (fact.subject()) {
      case Subject.ById(var id, _) -> {
        news.merge(id, UserRecord.of(id, fact), UserRecord::join);
        sources.computeIfAbsent(id, _ -> new ArrayList<>()).add(envelope);
        counts.observed(fact.kind().label());
        counts.unknownCredentialWords(unknownWords(fact.kind()));
      }
      case Subject.ByName _ ->
          giveUp(
              new DeadLetter(
                  envelope,
                  DeadLetter.USER_ID_UNKNOWN,
                  "The record names its user but has no user id (CloudTrail before 2025-11-26);"
                      + " ninety replay of the trail's log files finds out whose the name was."),
              counts);
    }
  }

  private static int unknownWords(Kind kind) {
    return kind instanceof Kind.SignIn(var credentials, _)
        ? credentials.map(Credentials::unknownWords).orElse(0)
        : 0;
  }

  public void giveUp(DeadLetter letter, Counts counts) {
    deadLetters.add(letter);
    counts.rejected(letter.reason());
  }
}
