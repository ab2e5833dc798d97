package io.aiedge.shim.process;

import io.aiedge.core.workload.WorkloadName;
import io.aiedge.schemas.serde.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the workloads of a shim stand, each in a directory of its name. */
final class WorkloadDirectories {
  private final Path root;
  private final EventCodec codec = new EventCodec();

  WorkloadDirectories(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  /** Names of those that stand there. */
  List<WorkloadName> known() throws IOException {
    try (Stream<Path> directories = Files.list(root)) {
      return directories
          .map(path -> path.getFileName().toString())
          .filter(WorkloadName::isValid)
          .map(WorkloadName::new)
          .toList();
    }
  }

  WorkloadDirectory of(WorkloadName name) {
    return new WorkloadDirectory(root.resolve(name.value()), codec);
  }
}
