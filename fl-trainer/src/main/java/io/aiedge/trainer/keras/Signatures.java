package io.aiedge.trainer.keras;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** The signatures of a graph: what can be asked of it, by names. */
final class Signatures {
  private final Map<String, SignatureDef> signatures = new LinkedHashMap<>();

  void add(
      String name,
      Map<String, ? extends Operand<?>> inputs,
      Map<String, ? extends Operand<?>> outputs) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    inputs.forEach((key, operand) -> signature.putInputs(key, info(operand.asOutput())));
    outputs.forEach((key, operand) -> signature.putOutputs(key, info(operand.asOutput())));
    signatures.put(name, signature.build());
  }

  void addTo(MetaGraphDef.Builder graph) {
    signatures.forEach(graph::putSignatureDef);
  }

  /** The name of a tensor in its graph. */
  static String tensor(Output<?> output) {
    return output.op().name() + ":" + output.index();
  }

  private static TensorInfo info(Output<?> output) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : output.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
    }
    return TensorInfo.newBuilder()
        .setName(tensor(output))
        .setDtype(DataType.forNumber(output.dataType().getNumber()))
        .setTensorShape(shape)
        .build();
  }
}
