package io.aiedge.trainer.tensorflow;

import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import ai.djl.util.Pair;
import java.util.List;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** One signature of a loaded model, ready to run with its tensors in a fixed order. */
final class Signature {
  private static final TF_Operation[] NO_TARGETS = {};

  private final SavedModelBundle bundle;
  private final Ends inputs;
  private final Ends outputs;

  /**
   * Looks up the signature.
   *
   * @param inputs names of its inputs, in the order of {@link #run}
   * @param outputs names of the outputs wanted, in the order of their return
   */
  Signature(SavedModelBundle bundle, String name, List<String> inputs, List<String> outputs) {
    SignatureDef signature = bundle.getMetaGraphDef().getSignatureDefOrThrow(name);
    this.bundle = bundle;
    this.inputs = Ends.of(bundle, inputs.stream().map(signature::getInputsOrThrow).toList());
    this.outputs = Ends.of(bundle, outputs.stream().map(signature::getOutputsOrThrow).toList());
  }

  /** Runs it; the outputs are to be closed by the caller. */
  NativeTensor[] run(NativeTensor... given) {
    TF_Tensor[] handles = new TF_Tensor[given.length];
    for (int i = 0; i < given.length; i++) {
      handles[i] = given[i].handle();
    }
    TF_Tensor[] results =
        JavacppUtils.runSession(
            bundle.getSession(),
            null,
            handles,
            inputs.operations(),
            inputs.places(),
            outputs.operations(),
            outputs.places(),
            NO_TARGETS);
    NativeTensor[] wrapped = new NativeTensor[results.length];
    for (int i = 0; i < results.length; i++) {
      wrapped[i] = new NativeTensor(results[i]);
    }
    return wrapped;
  }

  /** Runs it for its effect. */
  void runOnly(NativeTensor... given) {
    for (NativeTensor result : run(given)) {
      result.close();
    }
  }

  /** Where tensors enter or leave the graph. */
  @SuppressWarnings("ArrayRecordComponent") // handed to the session as they are
  private record Ends(TF_Operation[] operations, int[] places) {
    static Ends of(SavedModelBundle bundle, List<TensorInfo> tensors) {
      TF_Operation[] operations = new TF_Operation[tensors.size()];
      int[] places = new int[tensors.size()];
      for (int i = 0; i < places.length; i++) {
        Pair<TF_Operation, Integer> end =
            JavacppUtils.getGraphOperationByName(bundle.getGraph(), tensors.get(i).getName());
        operations[i] = end.getKey();
        places[i] = end.getValue();
      }
      return new Ends(operations, places);
    }
  }
}
