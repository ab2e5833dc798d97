package io.aiedge.fl.accumulator;

import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Service;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Works on one partition: hands records to those who decide, and lets them know of time. */
final class AccumulatorProcessor implements Processor<byte[], byte[], String, byte[]> {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final int EXPIRIES_PER_PARK_TIME = 10;
  private static final byte[] NOTHING = new byte[0];

  private final AccumulatorConfig config;
  private final UpdateLog.Source logs;
  private final AccumulatorMetrics metrics;
  private final Service service;
  private ProcessorContext<String, byte[]> context;
  private ReReader log;
  private Intake intake;
  private Control control;

  AccumulatorProcessor(
      AccumulatorConfig config,
      UpdateLog.Source logs,
      AccumulatorMetrics metrics,
      Service service) {
    this.config = config;
    this.logs = logs;
    this.metrics = metrics;
    this.service = service;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    int partition = context.taskId().partition();
    int partitions = config.chunkPartitions();
    EventCodec codec = service.codec();
    KeyValueStore<String, byte[]> ledger = context.getStateStore(AccumulatorTopology.LEDGER);
    Tensors tensors = new Tensors(context.getStateStore(AccumulatorTopology.TENSORS));
    Rounds rounds = new Rounds(ledger, codec);
    Contributions contributions = new Contributions(ledger);
    Outputs outputs = new Outputs(context, service, partition);
    Payload payload = new Payload();
    ChunkReader reader = new ChunkReader(codec);
    log = new ReReader(logs.get(), partition, reader);
    Sums sums = new Sums(contributions, payload, log);
    VersionMaker versions = new VersionMaker(tensors, contributions, sums, log, outputs);
    Closings closings =
        new Closings(partition, partitions, rounds, contributions, versions, outputs, metrics);
    intake =
        new Intake(
            reader,
            log,
            new ChunkCheck(partition, partitions, payload),
            rounds,
            new Parking(ledger),
            contributions,
            sums,
            closings,
            outputs,
            metrics);
    control = new Control(codec, rounds, contributions, sums, tensors, intake, closings, outputs);
    closings.resume();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> closings.tick());
    long parkMillis = config.parkTime().toMillis();
    context.schedule(
        Duration.ofMillis(Math.max(1, parkMillis / EXPIRIES_PER_PARK_TIME)),
        PunctuationType.WALL_CLOCK_TIME,
        now -> intake.expire(now - parkMillis, now - TopicCatalogue.UPDATES_KEPT.toMillis()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record that comes from no topic"));
    UpdateLog.Entry entry =
        new UpdateLog.Entry(
            at.offset(),
            record.key() == null ? NOTHING : record.key(),
            record.value() == null ? NOTHING : record.value());
    if (at.topic().equals(TopicCatalogue.ROUND_CONTROL.name())) {
      control.take(entry);
    } else {
      intake.take(entry);
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
