package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.RoundAbandoned;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does what the coordinator says in {@code fl.round-control}. */
final class Control {
  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  private final EventCodec codec;
  private final Rounds rounds;
  private final Contributions contributions;
  private final Sums sums;
  private final Tensors tensors;
  private final Intake intake;
  private final Closings closings;
  private final Outputs outputs;

  Control(
      EventCodec codec,
      Rounds rounds,
      Contributions contributions,
      Sums sums,
      Tensors tensors,
      Intake intake,
      Closings closings,
      Outputs outputs) {
    this.codec = codec;
    this.rounds = rounds;
    this.contributions = contributions;
    this.sums = sums;
    this.tensors = tensors;
    this.intake = intake;
    this.closings = closings;
    this.outputs = outputs;
  }

  void take(UpdateLog.Entry record) {
    Decoded decoded = codec.decode(record.value());
    if (decoded instanceof Decoded.Undecodable bad) {
      refuse(record, Reason.ofWord(bad.reason()), bad.detail());
    } else if (decoded instanceof Decoded.Event event) {
      take(record, event.event());
    }
  }

  private void take(UpdateLog.Entry record, SpecificRecord event) {
    if (event instanceof RoundOpened opened) {
      open(record, opened);
    } else if (event instanceof RoundClosing closing) {
      close(record, closing);
    } else if (event instanceof RoundAbandoned abandoned) {
      abandon(abandoned);
    } else {
      refuse(record, Reason.UNEXPECTED_EVENT, event.getSchema().getName() + " is no control");
    }
  }

  /** A round that is opened again, with other clients, keeps the updates it has. */
  private void open(UpdateLog.Entry record, RoundOpened event) {
    OpenRound round;
    try {
      round = OpenRound.of(event);
    } catch (IllegalArgumentException e) {
      refuse(record, Reason.MALFORMED, String.valueOf(e.getMessage()));
      return;
    }
    String job = round.job();
    Optional<OpenRound> known = rounds.known(job).map(Rounds.Known::round);
    int before = known.map(OpenRound::round).orElse(-1);
    if (round.round() < before) {
      refuse(record, Reason.STALE_ROUND, "%s is in round %d".formatted(job, before));
      return;
    }
    if (round.round() > before) {
      contributions.dropAll(job);
      sums.dropAll(job);
    }
    tensors.dropVersionsBut(job, round.version());
    closings.forget(job);
    rounds.open(event, round);
    try (var inJob = MDC.putCloseable("job", job);
        var inRound = MDC.putCloseable("round", String.valueOf(round.round()))) {
      LOG.info(
          "round opened from version {} for {} clients",
          round.version(),
          round.participants().size());
    }
    if (round.round() == before
        && round.participants().size() > known.get().participants().size()) {
      intake.takeAgain(round);
    }
    intake.unpark(round);
  }

  private void close(UpdateLog.Entry record, RoundClosing order) {
    Optional<OpenRound> round =
        rounds
            .known(order.getJob())
            .filter(Rounds.Known::open)
            .map(Rounds.Known::round)
            .filter(open -> open.round() == order.getRound());
    if (round.isEmpty()) {
      refuse(
          record,
          Reason.STALE_ROUND,
          "round %d of %s is not open".formatted(order.getRound(), order.getJob()));
    } else if (order.getContributions().isEmpty()) {
      refuse(record, Reason.MALFORMED, "nothing is made of no contributions");
    } else {
      closings.order(round.get(), order);
    }
  }

  private void abandon(RoundAbandoned event) {
    String job = event.getJob();
    boolean current =
        rounds.known(job).filter(known -> known.round().round() == event.getRound()).isPresent();
    if (!event.getJobEnded() && !current) {
      return;
    }
    closings.forget(job);
    contributions.dropAll(job);
    sums.dropAll(job);
    if (event.getJobEnded()) {
      tensors.dropAll(job);
      rounds.forget(job);
    } else {
      rounds.abandon(job);
    }
    try (var inJob = MDC.putCloseable("job", job);
        var inRound = MDC.putCloseable("round", String.valueOf(event.getRound()))) {
      LOG.info(event.getJobEnded() ? "job ended" : "round abandoned");
    }
  }

  private void refuse(UpdateLog.Entry record, Reason reason, String detail) {
    LOG.warn("control record at {} refused, {}: {}", record.offset(), reason.word(), detail);
    outputs.deadLetter(TopicCatalogue.ROUND_CONTROL, record, reason, detail);
  }
}
