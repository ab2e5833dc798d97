package io.aiedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.demo.DemoFolder;
import io.aiedge.demo.Scenario;
import io.aiedge.platform.site.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user asks of a running platform, command by command. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandsE2E {
  private static final List<ClusterPath> EDGES =
      List.of(new ClusterPath("edge-1"), new ClusterPath("edge-2"));
  private static final String KERAS =
      """
      {"keras": {"class_name": "Sequential", "config": {"layers": [
         {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 64]}},
         {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]}},
       "compile": {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd"}}
      """;

  @TempDir static Path folder;

  private static Path home;
  private static Platform platform;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    home = folder.resolve("platform");
    DemoFolder.prepare(Scenario.DIGITS, home);
    platform = Platform.start(home, EDGES, (text, arguments) -> {});
    platform.awaitClusters(EDGES, Duration.ofMinutes(2));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aJobIsSubmittedWatchedShownAndItsModelExported() throws IOException {
    String job = submit("first", KERAS, "digits");

    Answer watched = ask("jobs", "watch", job);
    assertThat(watched.exit).isZero();
    assertThat(watched.out.lines().filter(line -> line.matches(" +\\d .*")))
        .extracting(line -> line.strip().split(" ")[0])
        .containsExactly("0", "1", "2", "3");
    assertThat(watched.out.lines().reduce((first, last) -> last))
        .contains("succeeded: 3 rounds were run");
    assertThat(ask("jobs", "watch", job)).as("once it has ended").isEqualTo(watched);
    assertThat(ask("jobs", "show", job).out)
        .contains("edge-1 chosen: it holds the data set digits", "succeeded: 3 rounds were run");

    Path model = folder.resolve("first-model");
    JsonNode exported = json("models", "export", job, model.toString());
    assertThat(exported.path("sha256")).isEqualTo(json("models", "show", job).path("sha256"));
    assertThat(model.resolve("saved_model.pb")).exists();
    assertThat(model.resolve("weights.f32")).hasSize(650L * Float.BYTES);
    assertThat(ask("models", "export", job, model.toString()).err)
        .isEqualTo("aiedge: %s is there already: choose another folder%n".formatted(model));
  }

  @Test
  void anExportedModelIsTheBeginningOfAnotherJob() throws IOException {
    String first = submit("teacher", KERAS, "digits");
    ask("jobs", "watch", first);
    ask("models", "export", first, folder.resolve("teacher-model").toString());

    String second = submit("pupil", "{\"savedModel\": \"teacher-model\"}", "digits");
    assertThat(ask("jobs", "watch", second).exit).isZero();

    Path model = folder.resolve("pupil-model");
    json("models", "export", second, model.toString());
    assertThat(model.resolve("variables/variables.index")).exists();
    List<JsonNode> versions = list("models", "list", second);
    assertThat(versions.get(0).path("sha256"))
        .isEqualTo(json("models", "show", first).path("sha256"));
    assertThat(versions.get(3).path("evaluation").path("accuracy").doubleValue())
        .isGreaterThan(versions.get(0).path("evaluation").path("accuracy").doubleValue());
  }

  @Test
  void aJobThatWaitsSaysWhyAndIsStoppedOnce() throws IOException {
    String job = submit("patient", KERAS, "faces");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(ask("jobs", "show", job).out)
                    .contains(
                        "edge-1 not chosen: it does not hold the data set faces; it holds [digits]"));

    assertThat(ask("jobs", "stop", job, "--reason", "no faces here").exit).isZero();

    assertThat(ask("jobs", "watch", job))
        .satisfies(
            watched -> {
              assertThat(watched.exit).isEqualTo(1);
              assertThat(watched.out).endsWith("stopped: no faces here\n");
            });
    assertThat(ask("jobs", "stop", job))
        .isEqualTo(
            new Answer(1, "", "aiedge: job %s has ended already: it stopped%n".formatted(job)));
  }

  @Test
  void aJobThatWaitsBeginsOnceItsDataSetIsDeclared() throws IOException {
    String job = submit("early", KERAS, "late-digits");
    for (ClusterPath edge : EDGES) {
      Path datasets = home.resolve(edge.value()).resolve("datasets");
      String digits = Files.readString(datasets.resolve("digits.json"));
      Files.writeString(
          datasets.resolve("late-digits.json"), digits.replace("\"digits\"", "\"late-digits\""));
    }

    assertThat(ask("jobs", "watch", job).exit).isZero();
  }

  @Test
  void aModelThatIsNotSupportedIsRefusedWithItsLayer() throws IOException {
    Path file = write("lstm", KERAS.replace("Dense", "LSTM"), "digits");

    assertThat(ask("jobs", "submit", file.toString()))
        .satisfies(
            answer -> {
              assertThat(answer.exit).isEqualTo(1);
              assertThat(answer.err).startsWith("aiedge: the model is refused").contains("LSTM");
            });
  }

  @Test
  void aJobThatCannotBeRunIsRefusedWithTheFieldAndWhatIsAllowed() throws IOException {
    Path file = write("stingy", KERAS, "digits");
    Files.writeString(
        file, Files.readString(file).replace("\"minAvailable\": 2", "\"minAvailable\": 1"));

    assertThat(ask("jobs", "submit", file.toString()))
        .satisfies(
            answer -> {
              assertThat(answer.exit).isEqualTo(1);
              assertThat(answer.out).isEmpty();
              assertThat(answer.err)
                  .startsWith("aiedge: job stingy-")
                  .contains("failed: refused: minAvailable = 1 is not allowed");
            });
  }

  @Test
  void everyListIsThereForScripts() throws IOException {
    assertThat(list("clusters", "list"))
        .extracting(cluster -> cluster.path("registration").path("path").textValue())
        .containsExactly("edge-1", "edge-2");
    String job = submit("scripted", KERAS, "digits");

    Answer watched = ask("jobs", "watch", job, "--json");

    assertThat(watched.exit).as(watched.err).isZero();
    assertThat(watched.out.lines())
        .allSatisfy(line -> assertThat(new JsonMapper().readTree(line).isObject()).isTrue());
    assertThat(list("jobs", "list"))
        .anySatisfy(view -> assertThat(view.path("spec").path("job").textValue()).isEqualTo(job));
  }

  private record Answer(int exit, String out, String err) {}

  private static String submit(String name, String model, String dataset) throws IOException {
    return json("jobs", "submit", write(name, model, dataset).toString()).path("job").textValue();
  }

  private static Path write(String name, String model, String dataset) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"name": "%s", "dataset": "%s", "seed": 5, "model": %s,
         "training": {"epochs": 1, "batchSize": 32, "learningRate": 0.01},
         "rounds": {"rounds": 3, "minClients": 2, "minAvailable": 2}}
        """
            .formatted(name, dataset, model));
  }

  private static JsonNode json(String... command) throws IOException {
    List<String> asked = new ArrayList<>(List.of(command));
    asked.add("--json");
    Answer answer = ask(asked.toArray(String[]::new));
    assertThat(answer.exit).as(answer.err).isZero();
    return new JsonMapper().readTree(answer.out);
  }

  private static List<JsonNode> list(String... command) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    json(command).forEach(found::add);
    return found;
  }

  private static Answer ask(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = AiEdge.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> asked = new ArrayList<>(List.of(command));
    asked.addAll(List.of("--data-dir", home.toString()));
    int exit = commands.execute(asked.toArray(String[]::new));
    return new Answer(exit, out.toString(), err.toString());
  }
}
