package io.aiedge.trainer.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.DataType;

/**
 * A tensor in TensorFlow's memory, seen through a buffer without a copy. The buffer must not be
 * used after the tensor is closed.
 */
final class NativeTensor implements AutoCloseable {
  private final TF_Tensor tensor;
  private final ByteBuffer bytes;

  /** Takes over a tensor. */
  NativeTensor(TF_Tensor tensor) {
    this.tensor = tensor;
    long size = tensorflow.TF_TensorByteSize(tensor);
    Pointer data = tensorflow.TF_TensorData(tensor);
    this.bytes =
        size == 0 || data == null
            ? ByteBuffer.allocateDirect(0)
            : data.capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  static NativeTensor ofFloats(long... shape) {
    return allocate(DataType.DT_FLOAT, Float.BYTES, shape);
  }

  static NativeTensor ofInts(long... shape) {
    return allocate(DataType.DT_INT32, Integer.BYTES, shape);
  }

  static NativeTensor ofLongs(long... shape) {
    return allocate(DataType.DT_INT64, Long.BYTES, shape);
  }

  private static NativeTensor allocate(DataType type, int width, long... shape) {
    long size = Arrays.stream(shape).reduce(width, Math::multiplyExact);
    return new NativeTensor(TF_Tensor.allocateTensor(type.getNumber(), shape, size));
  }

  TF_Tensor handle() {
    return tensor;
  }

  FloatBuffer floats() {
    return bytes.asFloatBuffer();
  }

  IntBuffer ints() {
    return bytes.asIntBuffer();
  }

  LongBuffer longs() {
    return bytes.asLongBuffer();
  }

  float scalar() {
    return bytes.getFloat(0);
  }

  void set(float value) {
    bytes.putFloat(0, value);
  }

  @Override
  public void close() {
    tensor.close();
  }
}
