package io.aiedge.demo;

import io.aiedge.core.file.FileTree;
import io.aiedge.platform.site.SiteAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of a demo: made afresh, with each cluster's rows in that cluster's folder. */
public final class DemoFolder {
  private static final String MARKER = ".aiedge-demo";

  private DemoFolder() {}

  /**
   * Empties the folder of an earlier demo and deals the rows out.
   *
   * @throws IllegalStateException if the folder holds anything else, or a demo that still runs
   */
  public static void prepare(Scenario scenario, Path folder) throws IOException {
    if (Files.exists(folder)) {
      empty(folder);
    }
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(MARKER));
    DemoData data = DemoData.of(scenario);
    List<String> clusters = scenario.clusters();
    for (int i = 0; i < clusters.size(); i++) {
      data.declare(i, folder.resolve(clusters.get(i)).resolve("datasets"));
      data.declare(i, folder.resolve("comparison").resolve(clusters.get(i)));
    }
    data.declareCentral(folder.resolve("comparison").resolve(Comparison.CENTRAL));
    data.declareTest(folder.resolve("comparison").resolve(Comparison.TEST));
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(MARKER))) {
      throw new IllegalStateException(
          "%s is not the folder of an earlier demo: give another --data-dir".formatted(folder));
    }
    if (SiteAddress.isCloudRunning(folder)) {
      throw new IllegalStateException(
          "a demo runs in %s: stop it, or give another --data-dir".formatted(folder));
    }
    FileTree.delete(folder);
  }
}
