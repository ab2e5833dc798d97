package io.aiedge.core.architecture;

import java.util.List;

/** One layer of a sequence. Shapes are of one row, without the batch. */
public sealed interface Layer
    permits ActivationLayer,
        BatchNormalization,
        Convolution,
        Dense,
        DepthwiseConvolution,
        Dropout,
        Flatten,
        GlobalAveragePooling,
        LayerNormalization,
        Pooling,
        Reshape {
  /** Its name, unique in the sequence. */
  String name();

  /** The shape it makes of an input; a {@link Refusal} where it cannot take it. */
  List<Integer> output(List<Integer> input);

  /** Its weights for an input, in the order of Keras. */
  default List<Weight> weights(List<Integer> input) {
    return List.of();
  }

  /** The function it ends with. */
  default Activation activation() {
    return Activation.LINEAR;
  }
}
