package io.aiedge.trainer.keras;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A float32 tensor that outlives a run.
 *
 * @param name unique in the graph
 * @param dimensions of the tensor
 * @param handle by which it is written
 * @param value before the writes of a run
 */
record Variable(
    String name,
    List<Integer> dimensions,
    Operand<? extends TType> handle,
    Operand<TFloat32> value) {

  static Variable in(Ops tf, String name, List<Integer> dimensions) {
    VarHandleOp handle =
        tf.withName(name)
            .varHandleOp(
                TFloat32.class,
                shape(dimensions),
                VarHandleOp.sharedName(name),
                VarHandleOp.container(""));
    return new Variable(
        name,
        dimensions,
        handle,
        tf.withName(name + "_value").readVariableOp(handle, TFloat32.class));
  }

  Op assign(Ops tf, Operand<TFloat32> to) {
    return tf.assignVariableOp(handle, to);
  }

  Op fill(Ops tf, float with) {
    return assign(tf, tf.fill(constantShape(tf), tf.constant(with)));
  }

  Operand<TInt32> constantShape(Ops tf) {
    return tf.constant(dimensions.stream().mapToInt(Integer::intValue).toArray());
  }

  Shape shape() {
    return shape(dimensions);
  }

  private static Shape shape(List<Integer> dimensions) {
    return Shape.of(dimensions.stream().mapToLong(Integer::longValue).toArray());
  }
}
