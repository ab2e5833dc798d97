package io.aiedge.trainer.graph;

import io.aiedge.core.architecture.Reading;
import io.aiedge.core.file.FileTree;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.archive.ArchiveLimits;
import io.aiedge.trainer.archive.ArrivingArchive;
import io.aiedge.trainer.archive.RefusedArchive;
import io.aiedge.trainer.kafka.Site;
import io.aiedge.trainer.keras.SavedModelBuilder;
import io.aiedge.trainer.specification.KerasModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the SavedModel of a job into a folder: built here, or as it came with the job. What came is
 * taken once: a mark beside the folder says that it is complete, for the topic keeps it for some
 * days only.
 */
public final class ModelFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFiles.class);

  private final Site site;
  private final EventCodec codec;
  private final Path folder;
  private final Clock clock;
  private final BooleanSupplier wanted;

  /**
   * Nothing is read or written yet.
   *
   * @param folder of the model's files; made where it is not there
   * @param wanted asked again and again while the model is waited for
   */
  public ModelFiles(Site site, EventCodec codec, Path folder, Clock clock, BooleanSupplier wanted) {
    this.site = site;
    this.codec = codec;
    this.folder = folder;
    this.clock = clock;
    this.wanted = wanted;
  }

  /** Where the files are put. */
  public Path folder() {
    return folder;
  }

  /** Writes the files; gives the reason where they cannot be had. */
  public Optional<String> write(JobOpened opened) {
    ModelSpec model = opened.getSpec().getModel();
    try {
      return model.getKind() == ModelKind.KERAS ? build(model) : fetch(opened);
    } catch (IOException e) {
      throw new UncheckedIOException("the model cannot be written to " + folder, e);
    }
  }

  private Optional<String> build(ModelSpec model) throws IOException {
    Reading<KerasModel> reading = KerasModel.read(model.getArchitecture(), model.getTraining());
    if (reading instanceof Reading.Rejected<KerasModel> rejected) {
      return Optional.of("the model cannot be built: " + rejected.message());
    }
    KerasModel keras = ((Reading.Accepted<KerasModel>) reading).value();
    SavedModelBuilder.write(keras.architecture(), keras.training(), folder);
    return Optional.empty();
  }

  private Optional<String> fetch(JobOpened opened) throws IOException {
    CompleteModel complete = new CompleteModel(folder, opened.getAt());
    Optional<String> there = complete.archiveSha256();
    if (there.isPresent()) {
      LOG.info("the model that came with the job is here already: SHA-256 {}", there.get());
      return Optional.empty();
    }
    try (ArrivingArchive archive = ArrivingArchive.within(ArchiveLimits.USUAL);
        Consumer<String, byte[]> consumer = site.consumer("graph")) {
      Optional<ArrivingArchive.State> state =
          new GraphReader(consumer, codec, clock).read(opened, archive, wanted);
      if (state.isEmpty()) {
        return Optional.of("the job is over before its model has come");
      }
      if (state.get() instanceof ArrivingArchive.State.Broken broken) {
        return Optional.of(broken.reason());
      }
      if (Files.exists(folder)) {
        FileTree.delete(folder); // of an earlier try, or an earlier job
      }
      archive.unpack(folder);
      complete.mark(archive.sha256());
      return Optional.empty();
    } catch (RefusedArchive e) {
      return Optional.of("the model that came with the job is refused: " + e.getMessage());
    }
  }
}
