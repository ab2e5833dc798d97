package io.aiedge.trainer.client;

import io.aiedge.core.dataset.Samples;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.dataset.Readable;
import io.aiedge.trainer.graph.ModelFiles;
import io.aiedge.trainer.kafka.Site;
import io.aiedge.trainer.tensorflow.Opening;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One TensorFlow model that many clients train in turns, each from the version it is given and on
 * rows of its own. For one thread.
 */
final class SharedModel implements VirtualClients.Crew {
  private static final int NO_VERSION = -1;

  private final ModelFiles files;
  private final SortedMap<String, Samples> rows;
  private final Samples heldOut;
  private @Nullable TrainableModel model;
  private int judged = NO_VERSION;
  private Evaluation evaluation = new Evaluation(0, 0, 0);

  /**
   * @param folder of the model's files
   * @param rows what each client trains on
   * @param heldOut what all of them judge versions by
   */
  SharedModel(Site site, Path folder, SortedMap<String, Samples> rows, Samples heldOut) {
    this.files = new ModelFiles(site, new EventCodec(), folder, Clock.systemUTC(), () -> true);
    this.rows = rows;
    this.heldOut = heldOut;
  }

  @Override
  public SortedMap<String, Learner> learners(JobOpened opened) {
    TrainableModel shared = open(opened);
    model = shared;
    JobSpec spec = opened.getSpec();
    SortedMap<String, Learner> learners = new TreeMap<>();
    rows.forEach(
        (client, samples) -> {
          Readable data = new Readable(spec.getDataset(), samples, heldOut, 0);
          learners.put(
              client,
              new InTurn(new TensorFlowLearner(shared, data, TrainingTerms.of(spec, client))));
        });
    return learners;
  }

  private TrainableModel open(JobOpened opened) {
    Optional<String> fault = files.write(opened);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
    Opening opening = TrainableModel.open(files.folder(), TensorFlowSettings.repeatable());
    if (opening instanceof Opening.Opened made) {
      return made.model();
    }
    throw new IllegalArgumentException(((Opening.Refused) opening).reason());
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
  }

  /** One client's turns. */
  private final class InTurn implements Learner {
    private final Learner learner;
    private int version = NO_VERSION;

    InTurn(Learner learner) {
      this.learner = learner;
    }

    @Override
    public void set(BaseVersion base) {
      version = base.version();
      learner.set(base);
    }

    /** The same for all of them, for they judge by the same rows. */
    @Override
    public Evaluation evaluate() {
      if (judged != version) {
        evaluation = learner.evaluate();
        judged = version;
      }
      return evaluation;
    }

    @Override
    public Outcome train(int round, BooleanSupplier goOn) {
      return learner.train(round, goOn);
    }

    @Override
    public Weights weights() {
      return learner.weights();
    }

    @Override
    public String device() {
      return learner.device();
    }

    @Override
    public int samples() {
      return learner.samples();
    }

    @Override
    public int heldOutSamples() {
      return learner.heldOutSamples();
    }

    /** The model is not closed with any one of them. */
    @Override
    public void close() {}
  }
}
