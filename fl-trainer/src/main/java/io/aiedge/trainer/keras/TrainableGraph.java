package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.Training;
import io.aiedge.core.architecture.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Puts the parts of a trainable model into a graph and ties them to signatures. */
final class TrainableGraph {
  private final Graph graph;
  private final Ops tf;
  private final Architecture architecture;
  private final Training training;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Variable> trainable = new ArrayList<>();
  private final Signatures signatures = new Signatures();
  private final Map<String, Operand<?>> batch = new LinkedHashMap<>();
  private final Operand<TFloat32> x;
  private final Operand<? extends TType> y;

  TrainableGraph(Graph graph, Architecture architecture, Training training) {
    this.graph = graph;
    this.tf = Ops.create(graph);
    this.architecture = architecture;
    this.training = training;
    for (Weight weight : architecture.weights()) {
      Variable variable = Variable.in(tf, WeightSignatures.name(variables.size()), weight.shape());
      variables.add(variable);
      if (weight.trainable()) {
        trainable.add(variable);
      }
    }
    long[] shape = new long[architecture.inputShape().size() + 1];
    shape[0] = -1;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = architecture.inputShape().get(i - 1);
    }
    x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    y = Objective.labels(tf, training.loss(), architecture);
    batch.put("x", x);
    batch.put("y", y);
  }

  /** Builds everything and enters the signatures and how the model is saved. */
  void describe(MetaGraphDef.Builder meta) {
    use();
    Steps steps = new Steps(tf, training.optimizer(), trainable);
    learn(steps);
    WeightSignatures weights =
        new WeightSignatures(tf, signatures, architecture.weights(), variables);
    weights.getAndSet();
    weights.initialize(steps.reset());
    meta.setSaverDef(weights.saver());
    signatures.addTo(meta);
  }

  private void use() {
    Network network = Network.inference(tf, architecture, x, variables);
    Objective objective = objective(network);
    signatures.add(
        "evaluate",
        batch,
        Map.of("correct", objective.correct(), "loss_sum", objective.lossSum(tf)));
    signatures.add(
        "serving_default",
        Map.of("x", x),
        Map.of("output", network.output(), "logits", network.logits()));
  }

  private Objective objective(Network network) {
    return Objective.of(tf, training.loss(), network, y, architecture.outputWidth());
  }

  private void learn(Steps steps) {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>(batch);
    Optional<Operand<TInt64>> seed = Optional.empty();
    if (architecture.hasDropout()) {
      Operand<TInt64> given =
          tf.withName("dropout_seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      inputs.put("seed", given);
      seed = Optional.of(given);
    }
    Network network = Network.training(tf, architecture, x, variables, seed);
    Objective objective = objective(network);
    Operand<TFloat32> loss = objective.penalised(tf, architecture.weights(), variables);
    List<Operand<TFloat32>> gradients = gradients(loss);
    signatures.add("gradients", inputs, numbered(loss, gradients));

    Operand<TFloat32> learningRate = scalar("learning_rate");
    inputs.put("learning_rate", learningRate);
    List<Op> moves = new ArrayList<>(network.updates());
    moves.addAll(steps.step(learningRate, gradients));
    signatures.add("train", inputs, after(moves, loss, objective));

    Operand<TFloat32> mu = scalar("proximal_mu");
    inputs.put("proximal_mu", mu);
    List<Op> held = new ArrayList<>(network.updates());
    held.addAll(steps.step(learningRate, towardsAnchor(gradients, mu)));
    signatures.add("train_proximal", inputs, after(held, loss, objective));

    if (steps.remember()) {
      signatures.add("reset_optimizer", Map.of(), Map.of("ok", ok(steps.reset())));
    }
  }

  private Operand<TFloat32> scalar(String name) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  private List<Operand<TFloat32>> gradients(Operand<TFloat32> loss) {
    Output<?>[] values =
        trainable.stream().map(variable -> variable.value().asOutput()).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), values)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return gradients;
  }

  private Map<String, Operand<?>> numbered(
      Operand<TFloat32> loss, List<Operand<TFloat32>> gradients) {
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put("loss", loss);
    for (int i = 0; i < gradients.size(); i++) {
      int weight = variables.indexOf(trainable.get(i));
      outputs.put(WeightSignatures.name(weight).replace('w', 'g'), gradients.get(i));
    }
    return outputs;
  }

  /** Adds the gradient of the proximal term, and the signature that sets the anchor. */
  private List<Operand<TFloat32>> towardsAnchor(
      List<Operand<TFloat32>> gradients, Operand<TFloat32> mu) {
    List<Operand<TFloat32>> held = new ArrayList<>();
    List<Op> drops = new ArrayList<>();
    for (int i = 0; i < trainable.size(); i++) {
      Variable variable = trainable.get(i);
      Variable anchor = Variable.in(tf, variable.name() + "_anchor", variable.dimensions());
      Operand<TFloat32> away = tf.math.sub(variable.value(), anchor.value());
      held.add(tf.math.add(gradients.get(i), tf.math.mul(mu, away)));
      drops.add(anchor.assign(tf, variable.value()));
    }
    signatures.add("set_anchor", Map.of(), Map.of("ok", ok(drops)));
    return held;
  }

  private Map<String, Operand<?>> after(
      List<Op> moves, Operand<TFloat32> loss, Objective objective) {
    Ops then = tf.withControlDependencies(moves);
    return Map.of("loss", then.identity(loss), "correct", then.identity(objective.correct()));
  }

  private Operand<?> ok(List<Op> done) {
    return tf.withControlDependencies(done).constant(1);
  }
}
