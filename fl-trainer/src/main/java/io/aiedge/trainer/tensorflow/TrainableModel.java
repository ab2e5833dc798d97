package io.aiedge.trainer.tensorflow;

import ai.djl.tensorflow.engine.SavedModelBundle;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SavedModel that can be trained, with its weights and its optimizer, in one TensorFlow session.
 * For one thread. Which signatures it must have stands at {@code SavedModelBuilder}.
 */
public final class TrainableModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainableModel.class);
  private static final List<String> STEP = List.of("loss", "correct");

  private final ModelContract contract;
  private final SavedModelBundle bundle;
  private final String device;
  private final Signature train;
  private final Signature evaluate;
  private final Signature getWeights;
  private final Signature setWeights;
  private final Optional<Signature> trainProximal;
  private final NativeTensor learningRate = NativeTensor.ofFloats();
  private final NativeTensor proximalMu = NativeTensor.ofFloats();
  private final NativeTensor seed = NativeTensor.ofLongs(2);

  /**
   * What a step found before it moved the weights.
   *
   * @param loss mean over the batch, with what holds weights small
   * @param correct rows of the batch predicted right
   */
  public record Step(float loss, float correct) {}

  /**
   * How the weights do on a batch.
   *
   * @param correct rows predicted right
   * @param lossSum sum of the losses of the rows
   */
  public record Score(float correct, float lossSum) {}

  TrainableModel(ModelContract contract, SavedModelBundle bundle, String device) {
    this.contract = contract;
    this.bundle = bundle;
    this.device = device;
    List<String> inputs = new ArrayList<>(List.of("x", "y", "learning_rate"));
    if (contract.seeded()) {
      inputs.add("seed");
    }
    List<String> weights =
        IntStream.range(0, contract.weights().size()).mapToObj(ContractCheck::weight).toList();
    this.train = new Signature(bundle, "train", inputs, STEP);
    this.evaluate =
        new Signature(bundle, "evaluate", List.of("x", "y"), List.of("correct", "loss_sum"));
    this.getWeights = new Signature(bundle, "get_weights", List.of(), weights);
    this.setWeights = new Signature(bundle, "set_weights", weights, anyOutput("set_weights"));
    inputs.add("proximal_mu");
    this.trainProximal =
        contract.proximal()
            ? Optional.of(new Signature(bundle, "train_proximal", inputs, STEP))
            : Optional.empty();
  }

  /**
   * Opens a model. Its weights are those saved with it, or where there are none they must be set
   * before anything else.
   *
   * @param directory of the SavedModel
   */
  public static Opening open(Path directory, TensorFlowSettings settings) {
    Opening opening = ModelLoader.load(directory, settings);
    if (opening instanceof Opening.Opened opened) {
      LOG.info("training on {}", opened.model().device());
    }
    return opening;
  }

  /** What it takes and gives. */
  public ModelContract contract() {
    return contract;
  }

  /** What it computes on, such as {@code CPU, 1 thread} or {@code GPU 0 NVIDIA H100}. */
  public String device() {
    return device;
  }

  /** Room for rows, to be closed by the caller. */
  public Batch batch(int rows) {
    return new Batch(contract, rows);
  }

  /**
   * Moves the weights by one step.
   *
   * @param noise draws what is dropped out, if anything; to be another number in every step
   */
  public Step step(Batch batch, float rate, long noise) {
    learningRate.set(rate);
    return contract.seeded()
        ? step(train.run(batch.x(), batch.y(), learningRate, seed(noise)))
        : step(train.run(batch.x(), batch.y(), learningRate));
  }

  /**
   * Moves the weights by one step that also pulls them to the anchor.
   *
   * @param mu how hard
   */
  public Step proximalStep(Batch batch, float rate, float mu, long noise) {
    Signature signature =
        trainProximal.orElseThrow(
            () -> new IllegalStateException("the model has no signature train_proximal"));
    learningRate.set(rate);
    proximalMu.set(mu);
    return contract.seeded()
        ? step(signature.run(batch.x(), batch.y(), learningRate, seed(noise), proximalMu))
        : step(signature.run(batch.x(), batch.y(), learningRate, proximalMu));
  }

  private NativeTensor seed(long noise) {
    seed.longs().put(0, noise).put(1, 0);
    return seed;
  }

  private static Step step(NativeTensor[] results) {
    Step step = new Step(results[0].scalar(), results[1].scalar());
    results[0].close();
    results[1].close();
    return step;
  }

  /** Looks how the weights do. */
  public Score evaluate(Batch batch) {
    NativeTensor[] results = evaluate.run(batch.x(), batch.y());
    Score score = new Score(results[0].scalar(), results[1].scalar());
    results[0].close();
    results[1].close();
    return score;
  }

  /**
   * Draws first weights.
   *
   * @param number the seed
   * @throws IllegalStateException if the model has no signature {@code initialize}; one that was
   *     saved without weights always has
   */
  public void initialize(long number) {
    if (!bundle.getMetaGraphDef().containsSignatureDef("initialize")) {
      throw new IllegalStateException("the model has no signature initialize");
    }
    try (NativeTensor drawn = NativeTensor.ofLongs()) {
      drawn.longs().put(0, number);
      new Signature(bundle, "initialize", List.of("seed"), anyOutput("initialize")).runOnly(drawn);
    }
  }

  /** Makes the weights as they are the anchor of proximal steps. */
  public void setAnchor() {
    new Signature(bundle, "set_anchor", List.of(), anyOutput("set_anchor")).runOnly();
  }

  /** Makes the optimizer forget all steps, where it remembers any. */
  public void resetOptimizer() {
    if (contract.forgetful()) {
      new Signature(bundle, "reset_optimizer", List.of(), anyOutput("reset_optimizer")).runOnly();
    }
  }

  /** The weights as they are, to be closed by the caller. */
  public WeightsView weights() {
    return new WeightsView(getWeights.run());
  }

  /** Sets all weights from the vector that lays them end to end. */
  public void setWeights(float[] flat) {
    setWeights(FloatBuffer.wrap(flat));
  }

  /** Sets all weights from the rest of a buffer, which is read to its end. */
  public void setWeights(FloatBuffer flat) {
    if (flat.remaining() != contract.parameterCount()) {
      throw new IllegalArgumentException(
          "%d weights for a model of %d".formatted(flat.remaining(), contract.parameterCount()));
    }
    NativeTensor[] tensors = new NativeTensor[contract.weights().size()];
    for (int i = 0; i < tensors.length; i++) {
      List<Integer> shape = contract.weights().get(i);
      // New ones each time: the variables go on using this memory.
      tensors[i] = NativeTensor.ofFloats(shape.stream().mapToLong(Integer::longValue).toArray());
      int elements = Math.toIntExact(ModelContract.elements(shape));
      tensors[i].floats().put(flat.slice(flat.position(), elements));
      flat.position(flat.position() + elements);
    }
    setWeights.runOnly(tensors);
    for (NativeTensor tensor : tensors) {
      tensor.close();
    }
  }

  private List<String> anyOutput(String signature) {
    return bundle
        .getMetaGraphDef()
        .getSignatureDefOrThrow(signature)
        .getOutputsMap()
        .keySet()
        .stream()
        .limit(1)
        .toList();
  }

  SavedModelBundle bundle() {
    return bundle;
  }

  @Override
  public void close() {
    learningRate.close();
    proximalMu.close();
    seed.close();
    bundle.close();
  }
}
