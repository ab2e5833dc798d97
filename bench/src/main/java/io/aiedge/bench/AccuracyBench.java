package io.aiedge.bench;

import io.aiedge.client.CloudClient;
import io.aiedge.core.dataset.Dealing;
import io.aiedge.core.dataset.EvenDeal;
import io.aiedge.core.dataset.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * McMahan et al., <i>Communication-efficient learning of deep networks from decentralized data</i>,
 * 2017, table 1: rounds of the 2NN on MNIST until 97 % of the test rows are right, with 100
 * clients, a tenth of them in each round, one pass in batches of 10. The paper tunes the learning
 * rate for every cell of the table; here it is 0.1 throughout, as in TensorFlow Federated's {@code
 * simple_fedavg}, and was set before the first run.
 */
final class AccuracyBench implements Benchmark {
  private static final String JOB = "mnist-2nn.job.json";
  private static final double TARGET = 0.97;
  private static final int CLIENTS = 100;
  private static final int SHARDS_EACH = 2;
  private static final long SEED = 1;
  private static final int PAPER_IID = 87;
  private static final int PAPER_SHARDS = 664;

  @Override
  public Optional<String> lacks(BenchOptions options) {
    return Mnist.lacks(options.mnist());
  }

  @Override
  public BenchReport run(Path folder, BenchOptions options)
      throws IOException, InterruptedException {
    Mnist mnist = Mnist.read(options.mnist(), folder.resolve("datasets"));
    List<Figure> figures = new ArrayList<>();
    try (CloudInProcess cloud = CloudInProcess.start(folder.resolve("cloud"))) {
      figures.addAll(
          race(
              "IID",
              PAPER_IID,
              job(mnist, new EvenDeal(CLIENTS, SEED)).withRounds(options.rounds()),
              cloud.client(),
              folder.resolve("iid")));
      figures.addAll(
          race(
              "non-IID",
              PAPER_SHARDS,
              job(mnist, new Shards(CLIENTS, SHARDS_EACH, SEED)).withRounds(options.rounds()),
              cloud.client(),
              folder.resolve("shards")));
      figures.addAll(
          new EncodingTrial(cloud.client(), folder)
              .figures(job(mnist, new EvenDeal(CLIENTS, SEED)).withRounds(options.rounds())));
    }
    return BenchReport.of("accuracy", figures);
  }

  private static VirtualJob job(Mnist mnist, Dealing dealing) throws IOException {
    return VirtualJob.of(JOB, mnist.training(), dealing, mnist.test());
  }

  private static List<Figure> race(
      String name, int paper, VirtualJob job, CloudClient cloud, Path folder)
      throws IOException, InterruptedException {
    Course course = job.run(cloud, folder);
    Figure target = Figure.yardstick("the target", 100 * TARGET, "%");
    Figure goal = Figure.yardstick(name + ", rounds to 97 %, McMahan et al.", paper, "rounds");
    OptionalInt rounds = course.roundsTo(TARGET);
    List<Figure> figures = new ArrayList<>();
    figures.add(goal);
    if (rounds.isPresent()) {
      figures.add(Figure.of(name + ", rounds to 97 %", rounds.getAsInt(), goal));
    }
    figures.add(
        Figure.of(
            "%s, accuracy after %d rounds".formatted(name, course.rounds()),
            100 * course.lastAccuracy(),
            target));
    figures.addAll(course.costs(name));
    return figures;
  }
}
