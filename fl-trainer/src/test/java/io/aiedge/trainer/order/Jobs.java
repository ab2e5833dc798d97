package io.aiedge.trainer.order;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.JobClosed;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.StrategySpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small job, and what the cloud says of it. */
public final class Jobs {
  public static final String JOB = "digits";
  public static final String CLIENT = "north";
  public static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");

  private Jobs() {}

  /** A model of five weights in chunks of two. */
  public static JobSpec spec() {
    return JobSpec.newBuilder()
        .setJob(JOB)
        .setName("Digits")
        .setDataset("digits")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.KERAS)
                .setParameters(5)
                .setChunkElements(2)
                .build())
        .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
        .setStrategy(StrategySpec.newBuilder().build())
        .setRounds(RoundSpec.newBuilder().setRounds(3).build())
        .build();
  }

  public static JobOpened opened() {
    return new JobOpened(spec(), OPENED);
  }

  public static JobClosed closed() {
    return new JobClosed(JOB, JobState.SUCCEEDED, "3 rounds were run", OPENED.plusSeconds(600));
  }

  /** Round n starts from version n - 1 and is announced n minutes after the job opened. */
  public static RoundAnnounced round(int round, int trial, byte[] versionSha256) {
    return RoundAnnounced.newBuilder()
        .setJob(JOB)
        .setRound(round)
        .setTrial(trial)
        .setPhase(RoundPhase.TRAIN)
        .setVersion(round - 1)
        .setVersionSha256(new Sha256(versionSha256))
        .setParticipants(List.of(CLIENT, "south"))
        .setAt(OPENED.plusSeconds(60L * round + trial))
        .setDeadline(OPENED.plusSeconds(60L * round + 300))
        .build();
  }

  public static Order order(int round, byte[] versionSha256) {
    return new Order(round(round, 0, versionSha256), OPENED);
  }

  public static byte[] bytes(float... weights) {
    ByteBuffer buffer =
        ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(weights);
    return buffer.array();
  }

  /** The chunks of a version, cut in twos. */
  public static List<ModelChunk> chunks(int version, int closing, float... weights) {
    List<ModelChunk> chunks = new ArrayList<>();
    int count = (weights.length + 1) / 2;
    for (int i = 0; i < count; i++) {
      byte[] payload =
          bytes(Arrays.copyOfRange(weights, 2 * i, Math.min(2 * i + 2, weights.length)));
      chunks.add(
          ModelChunk.newBuilder()
              .setJob(JOB)
              .setVersion(version)
              .setClosing(closing)
              .setChunk(i)
              .setChunkCount(count)
              .setSha256(new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(payload))))
              .setPayload(ByteBuffer.wrap(payload))
              .build());
    }
    return chunks;
  }

  public static byte[] sha256(List<ModelChunk> chunks) {
    return ModelDigest.ofModel(chunks.stream().map(chunk -> chunk.getSha256().bytes()).toList());
  }
}
