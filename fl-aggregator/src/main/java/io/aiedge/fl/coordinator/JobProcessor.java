package io.aiedge.fl.coordinator;

import io.aiedge.core.job.Effect;
import io.aiedge.core.job.JobRules;
import io.aiedge.core.job.JobState;
import io.aiedge.core.job.Step;
import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Fetches a job, asks the rules, keeps and forwards what they say. */
final class JobProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(JobProcessor.class);

  private final CoordinatorConfig config;
  private final JobRules rules;
  private final JobEvents events;
  private final EventCodec codec = new EventCodec();
  private ProcessorContext<String, byte[]> context;
  private JobStore store;
  private Outbox outbox;
  private EffectWriter effects;
  private Refusals refusals;

  JobProcessor(CoordinatorConfig config) {
    this.config = config;
    this.rules = new JobRules(config.chunkPartitions());
    this.events = new JobEvents(rules);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    store = new JobStore(context, codec);
    outbox = new Outbox(context, codec);
    effects = new EffectWriter(outbox, store, config.closingGrace());
    refusals = new Refusals(context, outbox);
    context.schedule(config.tick(), PunctuationType.WALL_CLOCK_TIME, time -> tick());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Decoded decoded = codec.decode(record.value() == null ? new byte[0] : record.value());
    if (decoded instanceof Decoded.Event event) {
      handle(record, event.event());
    } else if (decoded instanceof Decoded.Undecodable bad) {
      refusals.write(record, bad.reason(), bad.detail());
    }
  }

  private void handle(Record<String, byte[]> record, SpecificRecord event) {
    if (event instanceof JobSubmitted submitted) {
      submit(record, submitted);
      return;
    }
    Optional<String> name = events.jobOf(event);
    if (name.isEmpty()) {
      refusals.write(
          record, "unexpected-event", event.getSchema().getName() + " does not belong here");
      return;
    }
    Optional<JobState> found = store.find(name.get());
    if (found.isEmpty()) {
      refusals.write(record, "unknown-job", "there is no job " + name.get());
      return;
    }
    JobState job = found.get();
    Step step =
        event instanceof JobStopRequested stop
            ? rules.stopRequested(job, stop.getReason(), outbox.now())
            : events.apply(job, store.roster(name.get()), event, outbox.now());
    apply(job, step);
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.RefuseUpdate refused) {
        refusals.write(record, refused.reason(), refused.client() + ": " + refused.detail());
      }
    }
  }

  private void submit(Record<String, byte[]> record, JobSubmitted submitted) {
    String name = submitted.getSpec().getJob();
    if (store.find(name).isPresent()) {
      refusals.write(record, "job-exists", "there is a job " + name + " already");
      return;
    }
    JobAdmission admission = JobAdmission.of(submitted.getSpec());
    if (admission instanceof JobAdmission.Refused refused) {
      refusals.write(record, "invalid-job", refused.reason());
      outbox.send(
          TopicCatalogue.JOBS, name, JobViews.refused(submitted, refused.reason(), outbox.now()));
    } else if (admission instanceof JobAdmission.Admitted admitted) {
      store.admit(submitted);
      Step step = rules.submitted(admitted.terms(), outbox.now());
      save(step);
      view(step.job());
    }
  }

  private void tick() {
    for (JobState job : store.all()) {
      if (!job.phase().isFinal()) {
        apply(job, rules.tick(job, store.roster(job.terms().job()), outbox.now()));
      }
    }
  }

  private void apply(JobState before, Step step) {
    boolean changed =
        !step.effects().isEmpty() || !step.clients().isEmpty() || !before.equals(step.job());
    if (changed) {
      save(step);
      if (JobViews.differ(before, step.job())) {
        view(step.job());
      }
    }
  }

  private void save(Step step) {
    store.save(step);
    step.effects().forEach(effect -> effects.write(step.job(), effect));
    if (!step.effects().isEmpty()) {
      context.commit();
    }
  }

  private void view(JobState job) {
    Instant now = outbox.now();
    String name = job.terms().job();
    outbox.send(
        TopicCatalogue.JOBS,
        name,
        JobViews.of(store.submission(name), job, store.roster(name), now));
    try (var ignored = MDC.putCloseable("job", name)) {
      LOG.info(
          "job {} is {}, round {}, version {}{}",
          name,
          job.phase(),
          job.round().number(),
          job.track().version(),
          job.reason().isEmpty() ? "" : ": " + job.reason());
    }
  }
}
