package io.aiedge.trainer.tensorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** What a session computes on, in words. */
final class Device {
  private static final Path NVIDIA = Path.of("/proc/driver/nvidia/gpus");

  private Device() {}

  /** Such as {@code CPU, 1 thread} or {@code GPU 0 NVIDIA H100}. */
  static String of(TF_Session session, TensorFlowSettings settings) {
    if (types(session).contains("GPU")) {
      return "GPU 0" + product().map(name -> " " + name).orElse("");
    }
    int threads =
        settings.intraThreads() == 0
            ? Runtime.getRuntime().availableProcessors()
            : settings.intraThreads();
    return threads == 1 ? "CPU, 1 thread" : "CPU, %d threads".formatted(threads);
  }

  private static List<String> types(TF_Session session) {
    try (TF_Status status = TF_Status.newStatus()) {
      TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
          types.add(tensorflow.TF_DeviceListType(devices, i, status).getString());
        }
        return types;
      } finally {
        tensorflow.TF_DeleteDeviceList(devices);
      }
    }
  }

  /** What the driver calls the GPU, where there is only one, so that it must be this one. */
  private static Optional<String> product() {
    if (!Files.isDirectory(NVIDIA)) {
      return Optional.empty();
    }
    try (Stream<Path> gpus = Files.list(NVIDIA)) {
      List<Path> found = gpus.toList();
      return found.size() == 1 ? model(found.get(0).resolve("information")) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> model(Path information) throws IOException {
    return Files.readAllLines(information).stream()
        .filter(line -> line.startsWith("Model:"))
        .map(line -> line.substring("Model:".length()).strip())
        .findFirst();
  }
}
