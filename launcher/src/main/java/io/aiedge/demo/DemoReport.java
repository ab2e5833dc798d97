package io.aiedge.demo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the demo found, as it is written by {@code --report}.
 *
 * @param dataset the data set
 * @param clusters paths of the edge clusters
 * @param rounds round after round
 * @param alone accuracy on the common test rows of each edge trained alone, by cluster
 * @param central the same of training on all rows in one place
 * @param finalAccuracy the same of the federated model
 * @param modelVersion its version
 * @param modelSha256 its digest, in hex
 * @param wallSeconds from the start of the platform to the result
 */
public record DemoReport(
    String dataset,
    List<String> clusters,
    List<RoundReport> rounds,
    Map<String, Double> alone,
    double central,
    double finalAccuracy,
    int modelVersion,
    String modelSha256,
    double wallSeconds) {

  /**
   * One round.
   *
   * @param round its number
   * @param accuracy of the version it made, on the clients' held-out rows
   * @param loss likewise
   * @param participants clients whose updates count
   * @param bytesUp bytes of updates
   * @param bytesDown bytes of models
   * @param seconds from the announcement to the published version
   */
  public record RoundReport(
      int round,
      double accuracy,
      double loss,
      int participants,
      long bytesUp,
      long bytesDown,
      double seconds) {}

  /** Writes it as JSON. */
  public void write(Path file) throws IOException {
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(file.toFile(), this);
  }
}
