package io.aiedge.bench;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.Weight;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The training loop that one would write with TensorFlow Java alone. */
final class PlainTraining implements AutoCloseable {
  private final SavedModelBundle bundle;
  private final SignatureDef train;
  private double lossSum;

  PlainTraining(Path folder, float[] weights, Architecture architecture) {
    ConfigProto oneThread =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();
    this.bundle =
        SavedModelBundle.loader(folder.toString())
            .withTags("serve")
            .withConfigProto(oneThread)
            .load();
    this.train = bundle.metaGraphDef().getSignatureDefOrThrow("train");
    set(weights, architecture);
  }

  private void set(float[] weights, Architecture architecture) {
    SignatureDef set = bundle.metaGraphDef().getSignatureDefOrThrow("set_weights");
    Session.Runner runner = bundle.session().runner();
    List<TFloat32> tensors = new ArrayList<>();
    int from = 0;
    for (Weight weight : architecture.weights()) {
      int to = from + Math.toIntExact(weight.elements());
      TFloat32 tensor =
          TFloat32.tensorOf(
              shape(0, weight.shape()), DataBuffers.of(Arrays.copyOfRange(weights, from, to)));
      String name = String.format(Locale.ROOT, "w%03d", tensors.size());
      runner.feed(set.getInputsOrThrow(name).getName(), tensor);
      tensors.add(tensor);
      from = to;
    }
    runner.fetch(set.getOutputsOrThrow("ok").getName()).run().close();
    tensors.forEach(TFloat32::close);
  }

  /** Passes over the rows; whole batches only. */
  void train(Samples samples, int passes) {
    for (int pass = 0; pass < passes; pass++) {
      epoch(samples, pass);
    }
  }

  private void epoch(Samples samples, long seed) {
    int[] order = shuffled(samples.count(), seed);
    int width = samples.width();
    int[] classes = ((Labels.Classes) samples.labels()).values();
    float[] features = new float[TrainingBench.BATCH * width];
    int[] labels = new int[TrainingBench.BATCH];
    for (int from = 0; from + labels.length <= order.length; from += labels.length) {
      for (int i = 0; i < labels.length; i++) {
        System.arraycopy(samples.features(), order[from + i] * width, features, i * width, width);
        labels[i] = classes[order[from + i]];
      }
      step(shape(labels.length, samples.shape()), features, labels);
    }
    if (!Double.isFinite(lossSum)) {
      throw new IllegalStateException("the loss is no number");
    }
  }

  private void step(Shape shape, float[] features, int[] labels) {
    try (TFloat32 x = TFloat32.tensorOf(shape, DataBuffers.of(features));
        TInt32 y = TInt32.vectorOf(labels);
        TFloat32 rate = TFloat32.scalarOf(0.01f);
        Result result =
            bundle
                .session()
                .runner()
                .feed(train.getInputsOrThrow("x").getName(), x)
                .feed(train.getInputsOrThrow("y").getName(), y)
                .feed(train.getInputsOrThrow("learning_rate").getName(), rate)
                .fetch(train.getOutputsOrThrow("loss").getName())
                .fetch(train.getOutputsOrThrow("correct").getName())
                .run()) {
      lossSum += ((TFloat32) result.get(0)).getFloat();
    }
  }

  private static int[] shuffled(int count, long seed) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** With a first dimension of so many rows, or none for 0. */
  private static Shape shape(int rows, List<Integer> dimensions) {
    List<Long> all = new ArrayList<>();
    if (rows > 0) {
      all.add((long) rows);
    }
    dimensions.forEach(dimension -> all.add((long) dimension));
    return Shape.of(all.stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public void close() {
    bundle.close();
  }
}
