package io.aiedge.trainer.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Looks at each signature of the contract and names the first fault. */
final class ContractCheck {
  private static final List<Integer> SCALAR = List.of();

  private final Map<String, SignatureDef> signatures;
  private final SaverDef saver;

  ContractCheck(MetaGraphDef graph) {
    this.signatures = graph.getSignatureDefMap();
    this.saver = graph.getSaverDef();
  }

  ModelContract contract(boolean hasWeights) {
    if (saver.getSaveTensorName().isEmpty()) {
      throw new ContractBreach("it cannot save its weights: write it with tf.saved_model.save");
    }
    TensorSpec x = input("train", "x");
    List<Integer> rowShape = rowShape(x);
    TensorSpec y = input("train", "y");
    OptionalInt labelWidth = labelWidth(y);
    boolean seeded = required("train").containsInputs("seed");
    checkStep("train", x, y, seeded, Set.of());
    same("evaluate", "x", x);
    same("evaluate", "y", y);
    only("evaluate", Set.of("x", "y"));
    output("evaluate", "correct").requireIs(DataType.DT_FLOAT, SCALAR);
    output("evaluate", "loss_sum").requireIs(DataType.DT_FLOAT, SCALAR);
    List<List<Integer>> weights = weights();
    if (!hasWeights) {
      input("initialize", "seed").requireIs(DataType.DT_INT64, SCALAR);
      only("initialize", Set.of("seed"));
    }
    boolean proximal = signatures.containsKey("train_proximal");
    if (proximal) {
      checkStep("train_proximal", x, y, seeded, Set.of("proximal_mu"));
      input("train_proximal", "proximal_mu").requireIs(DataType.DT_FLOAT, SCALAR);
      effect("set_anchor");
    }
    boolean forgetful = signatures.containsKey("reset_optimizer");
    if (forgetful) {
      effect("reset_optimizer");
    }
    return new ModelContract(
        rowShape,
        labelWidth,
        labelWidth.isPresent() ? OptionalInt.empty() : classes(),
        weights,
        seeded,
        proximal,
        forgetful);
  }

  private void checkStep(
      String name, TensorSpec x, TensorSpec y, boolean seeded, Set<String> more) {
    same(name, "x", x);
    same(name, "y", y);
    input(name, "learning_rate").requireIs(DataType.DT_FLOAT, SCALAR);
    Set<String> inputs = new TreeSet<>(more);
    inputs.addAll(Set.of("x", "y", "learning_rate"));
    if (seeded) {
      input(name, "seed").requireIs(DataType.DT_INT64, List.of(2));
      inputs.add("seed");
    }
    only(name, inputs);
    output(name, "loss").requireIs(DataType.DT_FLOAT, SCALAR);
    output(name, "correct").requireIs(DataType.DT_FLOAT, SCALAR);
  }

  private static List<Integer> rowShape(TensorSpec x) {
    x.requireType(DataType.DT_FLOAT, "float32 [-1, ...]");
    List<Integer> shape = x.shape();
    boolean fits =
        shape.size() >= 2
            && shape.get(0) == -1
            && shape.stream().skip(1).allMatch(dimension -> dimension > 0);
    if (!fits) {
      throw x.breach("float32 [-1, ...] with the size of every dimension but the first");
    }
    return shape.subList(1, shape.size());
  }

  private static OptionalInt labelWidth(TensorSpec y) {
    List<Integer> shape = y.shape();
    if (y.is(DataType.DT_INT32) && shape.equals(List.of(-1))) {
      return OptionalInt.empty();
    }
    boolean numbers = y.is(DataType.DT_FLOAT) && shape.size() == 2 && shape.get(0) == -1;
    if (numbers && shape.get(1) > 0) {
      return OptionalInt.of(shape.get(1));
    }
    throw y.breach("int32 [-1] for classes, or float32 [-1, k] for k numbers");
  }

  private List<List<Integer>> weights() {
    SignatureDef get = required("get_weights");
    if (get.getOutputsCount() == 0) {
      throw new ContractBreach("signature get_weights has no output; w000 and so on are needed");
    }
    only("get_weights", Set.of());
    List<List<Integer>> shapes = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < get.getOutputsCount(); i++) {
      String name = weight(i);
      names.add(name);
      TensorSpec weight = output("get_weights", name);
      weight.requireType(DataType.DT_FLOAT, "float32 of a known shape");
      if (weight.shape().stream().anyMatch(dimension -> dimension < 1)) {
        throw weight.breach("float32 of a known shape");
      }
      shapes.add(weight.shape());
      input("set_weights", name).requireIs(DataType.DT_FLOAT, weight.shape());
    }
    only("set_weights", names);
    anyOutput("set_weights");
    return shapes;
  }

  /** What the weight in this place is called. */
  static String weight(int place) {
    return String.format(Locale.ROOT, "w%03d", place);
  }

  private OptionalInt classes() {
    SignatureDef serving = signatures.get("serving_default");
    if (serving == null || !serving.containsOutputs("logits")) {
      return OptionalInt.empty();
    }
    List<Integer> shape = output("serving_default", "logits").shape();
    int width = shape.size() == 2 ? shape.get(1) : -1;
    return width < 1 ? OptionalInt.empty() : OptionalInt.of(Math.max(2, width));
  }

  private void effect(String name) {
    only(name, Set.of());
    anyOutput(name);
  }

  private void anyOutput(String name) {
    if (required(name).getOutputsCount() == 0) {
      throw new ContractBreach(
          "signature %s has no output; ok, int32 [], is needed".formatted(name));
    }
  }

  private void same(String name, String tensor, TensorSpec as) {
    input(name, tensor).requireIs(as.type(), as.shape());
  }

  private void only(String name, Set<String> inputs) {
    for (String given : required(name).getInputsMap().keySet()) {
      if (!inputs.contains(given)) {
        throw new ContractBreach(
            "signature %s: nothing is known to be fed to the input %s; it may only have %s"
                .formatted(name, given, inputs));
      }
    }
  }

  private SignatureDef required(String name) {
    SignatureDef signature = signatures.get(name);
    if (signature == null) {
      throw new ContractBreach(
          "the signature %s is missing; there are %s"
              .formatted(name, new TreeSet<>(signatures.keySet())));
    }
    return signature;
  }

  private TensorSpec input(String name, String tensor) {
    return spec(
        "signature %s: the input %s".formatted(name, tensor),
        required(name).getInputsMap().get(tensor));
  }

  private TensorSpec output(String name, String tensor) {
    return spec(
        "signature %s: the output %s".formatted(name, tensor),
        required(name).getOutputsMap().get(tensor));
  }

  private static TensorSpec spec(String where, @Nullable TensorInfo info) {
    if (info == null) {
      throw new ContractBreach(where + " is missing");
    }
    return TensorSpec.of(where, info);
  }
}
