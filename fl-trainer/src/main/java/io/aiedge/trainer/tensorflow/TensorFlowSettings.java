package io.aiedge.trainer.tensorflow;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * How TensorFlow uses the machine. The first model that is opened settles the threads for the whole
 * process.
 *
 * @param intraThreads threads one operation may use; 0 for one per core. With 1, training is the
 *     same bit for bit whenever it is run again
 * @param interThreads operations that may run at a time; 0 for one per core
 * @param gpu whether a GPU is used
 */
public record TensorFlowSettings(int intraThreads, int interThreads, Gpu gpu) {
  /** Use of a GPU. */
  public enum Gpu {
    /** Where the machine and the library have one. */
    AUTO,
    /** Never. */
    OFF
  }

  public TensorFlowSettings {
    if (intraThreads < 0 || interThreads < 0) {
      throw new IllegalArgumentException(
          "TensorFlow's threads are %d and %d: give 0 for one per core, or more"
              .formatted(intraThreads, interThreads));
    }
  }

  /** One thread, no GPU: training that can be repeated bit for bit. */
  public static TensorFlowSettings repeatable() {
    return new TensorFlowSettings(1, 1, Gpu.OFF);
  }

  ConfigProto config() {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(intraThreads)
            .setInterOpParallelismThreads(interThreads)
            .setAllowSoftPlacement(true)
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
    if (gpu == Gpu.OFF) {
      config.putDeviceCount("GPU", 0);
    }
    return config.build();
  }
}
