package io.aiedge.fl.accumulator;

import io.aiedge.fl.accumulator.Contributions.Update;
import io.aiedge.fl.accumulator.Parking.Parked;
import io.aiedge.schemas.serde.UpdateChunkView;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a record of {@code fl.updates}: added, dropped, parked or refused. */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final ChunkReader reader;
  private final ReReader log;
  private final ChunkCheck check;
  private final Rounds rounds;
  private final Parking parking;
  private final Contributions contributions;
  private final Sums sums;
  private final Closings closings;
  private final Outputs outputs;
  private final AccumulatorMetrics metrics;

  Intake(
      ChunkReader reader,
      ReReader log,
      ChunkCheck check,
      Rounds rounds,
      Parking parking,
      Contributions contributions,
      Sums sums,
      Closings closings,
      Outputs outputs,
      AccumulatorMetrics metrics) {
    this.reader = reader;
    this.log = log;
    this.check = check;
    this.rounds = rounds;
    this.parking = parking;
    this.contributions = contributions;
    this.sums = sums;
    this.closings = closings;
    this.outputs = outputs;
    this.metrics = metrics;
  }

  /** Takes a record that has arrived. */
  void take(UpdateLog.Entry record) {
    ChunkReader.Read read = reader.read(record.value());
    if (read instanceof ChunkReader.Chunk chunk) {
      sort(record, chunk.view());
    } else if (read instanceof ChunkReader.Unreadable bad) {
      refuse(record, bad.reason(), bad.detail());
    }
  }

  private void sort(UpdateLog.Entry record, UpdateChunkView chunk) {
    Optional<Rounds.Known> known = rounds.known(chunk.job());
    int open = known.map(one -> one.round().round()).orElse(-1);
    if (chunk.round() < open) {
      refuse(
          record,
          Reason.STALE_ROUND,
          "it is for round %d; %s is in round %d".formatted(chunk.round(), chunk.job(), open));
    } else if (known.isPresent() && known.get().open() && chunk.round() == open) {
      take(record, chunk, known.get().round());
    } else {
      metrics.parked();
      parking.park(
          new Parked(chunk.job(), chunk.round(), record.offset(), outputs.now(), record.key()));
    }
  }

  private void take(UpdateLog.Entry record, UpdateChunkView chunk, OpenRound round) {
    Update update = new Update(chunk.client(), chunk.attempt());
    if (contributions.held(round.job(), round.round(), chunk.chunk(), update).isPresent()) {
      metrics.duplicate();
      return;
    }
    Optional<ChunkCheck.Fault> fault = check.faultOf(chunk, round);
    if (fault.isPresent()) {
      refuse(record, round, update, fault.get());
    } else if (closings.excludes(round.job(), update)) {
      refuse(
          record,
          Reason.STALE_ROUND,
          "round %d of %s closes without it".formatted(round.round(), round.job()));
    } else {
      sums.add(round, chunk, update, record.offset());
      metrics.accepted(chunk.payload().remaining());
      closings.arrived(round.job(), update, chunk.chunk(), chunk.samples());
    }
  }

  private void refuse(
      UpdateLog.Entry record, OpenRound round, Update update, ChunkCheck.Fault fault) {
    refuse(record, fault.reason(), fault.detail());
    if (round.participants().contains(update.client())) {
      String words = fault.reason().word() + ": " + fault.detail();
      contributions.refuse(round.job(), round.round(), update, words);
      closings.refused(round.job(), update, words);
    }
  }

  private void refuse(UpdateLog.Entry record, Reason reason, String detail) {
    LOG.debug("update at {} refused, {}: {}", record.offset(), reason.word(), detail);
    metrics.rejected();
    outputs.deadLetter(TopicCatalogue.UPDATES, record, reason, detail);
  }

  /** Takes the chunks that waited for a round; those of rounds before it are refused. */
  void unpark(OpenRound round) {
    SortedMap<Long, Parked> due = new TreeMap<>();
    for (Parked parked : parking.of(round.job())) {
      if (parked.round() <= round.round()) {
        due.put(parked.offset(), parked);
        parking.release(parked);
      }
    }
    log.records(
        new TreeSet<>(due.keySet()),
        record -> {
          due.remove(record.offset());
          take(record);
        });
    due.values()
        .forEach(parked -> refuse(parked, Reason.STALE_ROUND, "it is no longer in the log"));
  }

  /**
   * Takes the chunks of a round again from the log, checked anew: with more participants each may
   * be less, or their sum could overflow.
   */
  void takeAgain(OpenRound round) {
    sums.dropAll(round.job());
    log.records(contributions.releaseAll(round.job(), round.round()), this::take);
  }

  /**
   * Refuses the chunks that have waited since before a time.
   *
   * @param before for chunks of rounds
   * @param firstBefore for the first weights of jobs, which come with the request that the
   *     coordinator opens the job by, whenever it is back to read it
   */
  void expire(long before, long firstBefore) {
    for (Parked parked : parking.all()) {
      if (parked.since() <= (parked.round() == 0 ? firstBefore : before)) {
        parking.release(parked);
        if (rounds.known(parked.job()).isPresent()) {
          refuse(
              parked,
              Reason.STALE_ROUND,
              "round %d of %s was not opened in time".formatted(parked.round(), parked.job()));
        } else {
          refuse(
              parked, Reason.UNKNOWN_JOB, "job %s was not opened in time".formatted(parked.job()));
        }
      }
    }
  }

  private void refuse(Parked parked, Reason reason, String detail) {
    refuse(new UpdateLog.Entry(parked.offset(), parked.key(), new byte[0]), reason, detail);
  }
}
