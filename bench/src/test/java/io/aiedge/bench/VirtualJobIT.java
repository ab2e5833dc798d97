package io.aiedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.dataset.EvenDeal;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.UpdateEncoding;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps the accuracy benchmark able to run: its 2NN and clients, on a few rows for a few rounds.
 */
@Timeout(60)
class VirtualJobIT {
  private static final int CLIENTS = 100;
  private static final int ASKED = 10;

  @TempDir static Path folder;

  private static CloudInProcess cloud;

  @BeforeAll
  static void startCloud() throws Exception {
    cloud = CloudInProcess.start(folder.resolve("cloud"));
  }

  @AfterAll
  static void stopCloud() {
    cloud.close();
  }

  @Test
  void aTenthOfTheClientsLearnInEachRound() throws Exception {
    Course course = job().withRounds(2).run(cloud.client(), folder.resolve("float32"));

    assertThat(course.rounds()).isEqualTo(2);
    assertThat(course.versions())
        .allSatisfy(
            version ->
                assertThat(version.getContributions())
                    .extracting(Contribution::getClient)
                    .hasSize(ASKED));
    assertThat(course.lastAccuracy()).isGreaterThan(0.5);
    assertThat(course.bytesUpPerRound()).isEqualTo(199_210.0 * Float.BYTES * ASKED);
  }

  @Test
  void encodedUpdatesAreSmaller() throws Exception {
    Course course =
        job()
            .withRounds(1)
            .withEncoding(UpdateEncoding.INT8)
            .run(cloud.client(), folder.resolve("int8"));

    assertThat(course.bytesUpPerRound()).isLessThan(0.27 * 199_210 * Float.BYTES * ASKED);
  }

  private static VirtualJob job() throws Exception {
    return VirtualJob.of(
        "mnist-2nn.job.json", rows(2000, 1), new EvenDeal(CLIENTS, 1), rows(200, 2));
  }

  /** Each class has a bright stripe of its own in noise. */
  private static Samples rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[count * 784];
    int[] classes = new int[count];
    for (int row = 0; row < count; row++) {
      classes[row] = random.nextInt(10);
      for (int pixel = 0; pixel < 784; pixel++) {
        boolean bright = pixel / 79 == classes[row];
        pixels[row * 784 + pixel] = (float) (random.nextDouble() * (bright ? 1 : 0.3));
      }
    }
    return new Samples(List.of(784), pixels, new Labels.Classes(classes));
  }
}
