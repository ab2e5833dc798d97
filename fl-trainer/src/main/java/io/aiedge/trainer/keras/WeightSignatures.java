package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Initializer;
import io.aiedge.core.architecture.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** How weights get into and out of a graph. */
final class WeightSignatures {
  private final Ops tf;
  private final Signatures signatures;
  private final List<Weight> weights;
  private final List<Variable> variables;

  WeightSignatures(Ops tf, Signatures signatures, List<Weight> weights, List<Variable> variables) {
    this.tf = tf;
    this.signatures = signatures;
    this.weights = weights;
    this.variables = variables;
  }

  /** What the weight in this place is called in signatures. */
  static String name(int place) {
    return String.format(Locale.ROOT, "w%03d", place);
  }

  void getAndSet() {
    Map<String, Operand<?>> get = new LinkedHashMap<>();
    Map<String, Operand<?>> set = new LinkedHashMap<>();
    List<Op> assigns = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Variable variable = variables.get(i);
      Operand<TFloat32> in =
          tf.withName("set_" + name(i))
              .placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
      assigns.add(variable.assign(tf, in));
      set.put(name(i), in);
      get.put(name(i), variable.value());
    }
    signatures.add("get_weights", Map.of(), get);
    signatures.add("set_weights", set, ok(assigns));
  }

  /**
   * Draws first weights.
   *
   * @param also done at the same time
   */
  void initialize(List<Op> also) {
    Operand<TInt64> seed =
        tf.withName("initial_seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    List<Op> assigns = new ArrayList<>(also);
    for (int i = 0; i < variables.size(); i++) {
      Operand<TInt64> stream = tf.stack(List.of(seed, tf.constant((long) i)));
      Variable variable = variables.get(i);
      assigns.add(variable.assign(tf, drawn(weights.get(i), variable.constantShape(tf), stream)));
    }
    signatures.add("initialize", Map.of("seed", seed), ok(assigns));
  }

  private Operand<TFloat32> drawn(Weight weight, Operand<TInt32> shape, Operand<TInt64> stream) {
    Initializer initializer = weight.initializer();
    if (initializer instanceof Initializer.Uniform uniform) {
      return scaled(
          tf.random.statelessRandomUniform(shape, stream),
          uniform.max() - uniform.min(),
          uniform.min());
    } else if (initializer instanceof Initializer.Normal normal) {
      return scaled(
          tf.random.statelessRandomNormal(shape, stream), normal.deviation(), normal.mean());
    } else if (initializer instanceof Initializer.TruncatedNormal cut) {
      return scaled(tf.random.statelessTruncatedNormal(shape, stream), cut.deviation(), cut.mean());
    } else if (initializer instanceof Initializer.Constant constant) {
      return tf.fill(shape, tf.constant(constant.value()));
    }
    throw new IllegalStateException("not resolved for a shape: " + initializer);
  }

  private Operand<TFloat32> scaled(Operand<TFloat32> values, double by, double plus) {
    return tf.math.add(tf.math.mul(values, tf.constant((float) by)), tf.constant((float) plus));
  }

  /** Saves and restores all weights as TensorFlow's loader and savers expect it. */
  SaverDef saver() {
    Operand<TString> file =
        tf.withName("save_file").placeholderWithDefault(tf.constant("model"), Shape.scalar());
    Operand<TString> names =
        tf.constant(
            NdArrays.vectorOfObjects(weights.stream().map(Weight::name).toArray(String[]::new)));
    Operand<TString> whole =
        tf.constant(NdArrays.vectorOfObjects(weights.stream().map(w -> "").toArray(String[]::new)));
    List<Operand<?>> values = new ArrayList<>();
    variables.forEach(variable -> values.add(variable.value()));
    Op save = tf.train.save(file, names, whole, values);
    Operand<TString> saved =
        tf.withControlDependencies(List.of(save)).withName("saved").identity(file);

    Restore restore =
        tf.train.restore(
            file,
            names,
            whole,
            variables.stream().<Class<? extends TType>>map(v -> TFloat32.class).toList());
    List<Op> assigns = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Operand<?> value = restore.tensors().get(i);
      assigns.add(variables.get(i).assign(tf, value.asOutput().expect(TFloat32.class)));
    }
    tf.withControlDependencies(assigns).withName("restore_all").noOp();
    return SaverDef.newBuilder()
        .setFilenameTensorName(Signatures.tensor(file.asOutput()))
        .setSaveTensorName(Signatures.tensor(saved.asOutput()))
        .setRestoreOpName("restore_all")
        .setVersion(SaverDef.CheckpointFormatVersion.V2)
        .build();
  }

  private Map<String, Operand<?>> ok(List<Op> done) {
    return Map.of("ok", tf.withControlDependencies(done).constant(1));
  }
}
