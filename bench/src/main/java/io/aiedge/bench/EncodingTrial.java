package io.aiedge.bench;

import io.aiedge.client.CloudClient;
import io.aiedge.event.fl.UpdateEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same job, from the same seeds, with each way of writing updates: what it costs in accuracy
 * and saves in bytes. It goes on for all its rounds, however accurate it gets.
 */
final class EncodingTrial {
  private static final int ROUNDS = 40;

  private final CloudClient cloud;
  private final Path folder;

  EncodingTrial(CloudClient cloud, Path folder) {
    this.cloud = cloud;
    this.folder = folder;
  }

  /** Its accuracy and bytes with float16 and int8, each against those with float32. */
  List<Figure> figures(VirtualJob job) throws IOException, InterruptedException {
    VirtualJob whole = job.withRounds(ROUNDS).withoutTarget();
    Course plain = course(whole, UpdateEncoding.FLOAT32);
    Figure accuracy = accuracy(UpdateEncoding.FLOAT32, plain);
    Figure bytes = bytes(UpdateEncoding.FLOAT32, plain);
    List<Figure> figures = new ArrayList<>(List.of(accuracy, bytes));
    for (UpdateEncoding encoding : List.of(UpdateEncoding.FLOAT16, UpdateEncoding.INT8)) {
      Course course = course(whole, encoding);
      figures.add(accuracy(encoding, course).against(accuracy));
      figures.add(bytes(encoding, course).against(bytes));
    }
    return figures;
  }

  private Course course(VirtualJob job, UpdateEncoding encoding)
      throws IOException, InterruptedException {
    return job.withEncoding(encoding).run(cloud, folder.resolve(encoding.name()));
  }

  private static Figure accuracy(UpdateEncoding encoding, Course course) {
    return Figure.yardstick(
        "%s, accuracy after %d rounds".formatted(encoding, course.rounds()),
        100 * course.lastAccuracy(),
        "%");
  }

  private static Figure bytes(UpdateEncoding encoding, Course course) {
    return Figure.yardstick(
        encoding + ", updates of a round", course.bytesUpPerRound() / 1e6, "MB");
  }
}
