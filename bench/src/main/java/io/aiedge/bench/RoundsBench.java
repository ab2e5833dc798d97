package io.aiedge.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.client.CloudClient;
import io.aiedge.client.JobProgress;
import io.aiedge.client.job.JobFile;
import io.aiedge.client.job.JobSubmitter;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.platform.site.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a round takes beside training, on the whole platform: three edges, their mirrors, and a
 * trainer at each. It is the time from a round's announcement to its version, less the slowest
 * trainer's training; the middle one of the rounds after the first is told. The yardstick is the
 * {@link Carriage} of as many bytes, the model down and then the updates up, between the same
 * brokers, taken before and after the job.
 */
final class RoundsBench {
  private static final List<ClusterPath> EDGES =
      IntStream.rangeClosed(1, 3).mapToObj(edge -> new ClusterPath("edge-" + edge)).toList();
  private static final Duration JOIN = Duration.ofSeconds(90);

  /** Heartbeats wait behind updates of 100 MB on their way up. */
  private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(60);

  private static final String DATASET = "noise";
  private static final int ROUNDS = 6;
  private static final int ROWS = 64;
  private static final int PIXELS = 784;
  private static final int CLASSES = 10;
  private static final int CARRIAGES = 2;

  private final Platform platform;
  private final Carriage carriage;

  /**
   * A model of two hidden layers.
   *
   * @param name by its size
   * @param first units of the first layer
   * @param second units of the second
   */
  record Model(String name, int first, int second) {
    static final List<Model> ALL =
        List.of(
            new Model("0.2 M", 200, 200),
            new Model("1.7 M", 1000, 900),
            new Model("25 M", 4096, 5300));

    long parameters() {
      return (PIXELS + 1L) * first + (first + 1L) * second + (second + 1L) * CLASSES;
    }

    private Map<String, Object> network() {
      return Networks.sequential(
          List.of(PIXELS),
          Networks.dense(first, "relu"),
          Networks.dense(second, "relu"),
          Networks.dense(CLASSES, "softmax"));
    }
  }

  private RoundsBench(Platform platform, Carriage carriage) {
    this.platform = platform;
    this.carriage = carriage;
  }

  static BenchReport run(Path folder, BenchOptions options) throws Exception {
    for (ClusterPath edge : EDGES) {
      declare(Files.createDirectories(folder.resolve(edge.value()).resolve("datasets")));
    }
    try (Platform platform = Platform.start(folder, EDGES, (text, arguments) -> {});
        Carriage carriage = Carriage.between(platform.cloud().bootstrap(), bootstraps(platform))) {
      platform.awaitClusters(EDGES, JOIN);
      RoundsBench bench = new RoundsBench(platform, carriage);
      List<Figure> figures = new ArrayList<>();
      for (Model model : Model.ALL) {
        figures.addAll(bench.measure(model, Math.min(ROUNDS, options.rounds())));
      }
      return BenchReport.of("rounds", figures);
    }
  }

  private static List<String> bootstraps(Platform platform) throws IOException {
    List<String> found = new ArrayList<>();
    for (ClusterPath edge : EDGES) {
      found.add(platform.edge(edge).bootstrap());
    }
    return found;
  }

  /** Rows without meaning: what is learned is of no interest here. */
  private static void declare(Path datasets) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> rows =
        IntStream.range(0, ROWS)
            .mapToObj(
                row ->
                    IntStream.range(0, PIXELS)
                            .mapToObj(
                                pixel -> String.format(Locale.ROOT, "%.3f", random.nextDouble()))
                            .collect(Collectors.joining(","))
                        + ","
                        + row % CLASSES)
            .toList();
    Files.write(datasets.resolve("noise.csv"), rows);
    new JsonMapper()
        .writeValue(
            datasets.resolve(DATASET + ".json").toFile(),
            Map.of("format", "csv", "features", "noise.csv", "classes", CLASSES, "holdOut", 0.25));
  }

  private List<Figure> measure(Model model, int rounds)
      throws IOException, InterruptedException, ExecutionException {
    List<Double> carried = new ArrayList<>();
    carry(model, carried);
    Course course = course(model, rounds);
    carry(model, carried);
    Figure plain =
        Figure.yardstick(
            model.name + ", a plain relay of as many bytes",
            carried.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
            "s");
    return List.of(
        plain,
        Figure.of(
            model.name + ", a round less its training", course.secondsBesideTraining(), plain),
        Figure.yardstick(model.name + ", updates of a round", course.bytesUpPerRound() / 1e6, "MB"),
        Figure.yardstick(
            model.name + ", models of a round", course.bytesDownPerRound() / 1e6, "MB"));
  }

  private void carry(Model model, List<Double> seconds)
      throws ExecutionException, InterruptedException, IOException {
    long bytes = model.parameters() * Float.BYTES;
    int records = Math.toIntExact((bytes + Carriage.RECORD_BYTES - 1) / Carriage.RECORD_BYTES);
    for (int i = 0; i < CARRIAGES; i++) {
      seconds.add(carriage.down(records) + carriage.up(records));
    }
  }

  private Course course(Model model, int rounds) throws IOException, InterruptedException {
    CloudClient cloud = platform.client();
    Instant begin = Instant.now();
    JobSpec spec = JobSubmitter.submit(cloud, job(model, rounds));
    JobView end = new JobProgress(cloud, spec.getJob()).follow(begin, event -> {});
    if (end.getState() != JobState.SUCCEEDED) {
      throw new IllegalStateException(
          "job %s ended %s: %s".formatted(spec.getJob(), end.getState(), end.getReason()));
    }
    return new Course(cloud.versions(spec.getJob()));
  }

  private static JobFile job(Model model, int rounds) throws IOException {
    return new JobFile(
        "rounds",
        DATASET,
        new JobFile.Model.Keras(
            new JsonMapper().writeValueAsString(model.network()),
            "{\"loss\": \"sparse_categorical_crossentropy\", \"optimizer\": \"sgd\"}"),
        LocalTrainingSpec.newBuilder().setBatchSize(16).setLearningRate(0.01).build(),
        StrategySpec.newBuilder().build(),
        RoundSpec.newBuilder()
            .setRounds(rounds)
            .setMinClients(EDGES.size())
            .setMinAvailable(EDGES.size())
            .setClientTimeoutMillis(CLIENT_TIMEOUT.toMillis())
            .build(),
        1);
  }
}
