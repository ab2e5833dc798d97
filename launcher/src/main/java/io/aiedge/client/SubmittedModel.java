package io.aiedge.client;

import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.archive.ArchiveLimits;
import io.aiedge.trainer.archive.ArrivingArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The SavedModel that came with a job, from the topics. */
final class SubmittedModel {
  /** The clock of whoever submitted, which dates the parts, may differ from the cloud's by this. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  private SubmittedModel() {}

  static void unpack(TopicReader reader, JobView job, Path folder) throws IOException {
    String name = job.getSpec().getJob();
    Instant from = job.getSubmittedAt().minus(CLOCK_SLACK);
    try (ArrivingArchive archive = ArrivingArchive.within(ArchiveLimits.USUAL)) {
      AtomicReference<ArrivingArchive.State> state =
          new AtomicReference<>(new ArrivingArchive.State.Incomplete());
      reader.toTheEnd(
          List.of(TopicCatalogue.MODELS),
          from,
          (record, event) -> {
            if (event instanceof ModelGraphPart part
                && part.getJob().equals(name)
                && state.get() instanceof ArrivingArchive.State.Incomplete) {
              state.set(take(archive, part));
            }
          });
      if (state.get() instanceof ArrivingArchive.State.Incomplete) {
        throw new IllegalStateException(
            "the SavedModel of %s is not whole any more: retention may have removed parts of it"
                .formatted(name));
      }
      if (state.get() instanceof ArrivingArchive.State.Broken broken) {
        throw new IllegalStateException(broken.reason());
      }
      archive.unpack(folder);
    }
  }

  private static ArrivingArchive.State take(ArrivingArchive archive, ModelGraphPart part) {
    try {
      return archive.take(part);
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the SavedModel cannot be kept", e);
    }
  }
}
