package io.aiedge.fl.coordinator;

import io.aiedge.core.job.Effect;
import io.aiedge.core.job.JobRules;
import io.aiedge.core.job.JobState;
import io.aiedge.core.job.Step;
import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.EventProcessor;
import io.aiedge.stream.Service;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Fetches a job, asks the rules, keeps and forwards what they say. */
final class JobProcessor extends EventProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(JobProcessor.class);

  private final CoordinatorConfig config;
  private final JobRules rules;
  private final JobEvents events;
  private ProcessorContext<String, byte[]> context;
  private JobStore store;
  private EffectWriter effects;

  JobProcessor(CoordinatorConfig config, Service service) {
    super(service);
    this.config = config;
    this.rules = new JobRules(config.chunkPartitions());
    this.events = new JobEvents(rules);
  }

  @Override
  protected void begin(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    store = new JobStore(context, codec());
    effects = new EffectWriter(outbox(), store, config.closingGrace());
    context.schedule(config.tick(), PunctuationType.WALL_CLOCK_TIME, time -> tick());
  }

  @Override
  protected boolean handle(Record<String, byte[]> record, SpecificRecord event) {
    if (event instanceof JobSubmitted submitted) {
      submit(record, submitted);
      return true;
    }
    Optional<String> name = events.jobOf(event);
    name.ifPresent(job -> handle(record, job, event));
    return name.isPresent();
  }

  private void handle(Record<String, byte[]> record, String name, SpecificRecord event) {
    Optional<JobState> found = store.find(name);
    if (found.isEmpty()) {
      outbox().setAside(record, "unknown-job", "there is no job " + name);
      return;
    }
    JobState job = found.get();
    Step step =
        event instanceof JobStopRequested stop
            ? rules.stopRequested(job, stop.getReason(), outbox().now())
            : events.apply(job, store.roster(name), event, outbox().now());
    apply(job, step);
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Refuse refused) {
        outbox().setAside(record, refused.reason(), refused.client() + ": " + refused.detail());
      }
    }
  }

  private void submit(Record<String, byte[]> record, JobSubmitted submitted) {
    String name = submitted.getSpec().getJob();
    if (store.find(name).isPresent()) {
      outbox().setAside(record, "job-exists", "there is a job " + name + " already");
      return;
    }
    JobAdmission admission = JobAdmission.of(submitted.getSpec());
    if (admission instanceof JobAdmission.Refused refused) {
      outbox().setAside(record, "invalid-job", refused.reason());
      outbox()
          .send(
              TopicCatalogue.JOBS,
              name,
              JobViews.refused(submitted, refused.reason(), outbox().now()));
    } else if (admission instanceof JobAdmission.Admitted admitted) {
      store.admit(submitted);
      Step step = rules.submitted(admitted.terms(), outbox().now());
      save(step);
      view(step.job());
    }
  }

  private void tick() {
    for (JobState job : store.live()) {
      apply(job, rules.tick(job, store.roster(job.terms().job()), outbox().now()));
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
    Instant now = outbox().now();
    String name = job.terms().job();
    outbox()
        .send(
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
