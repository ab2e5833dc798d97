package io.aiedge.platform.site;

import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.DatasetDescription;
import io.aiedge.trainer.dataset.Described;
import io.aiedge.trainer.dataset.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets that an edge holds, kept up to date on a thread of its own, for a large file takes
 * long to read. The folder is read again once a file in it has changed and none has from one look
 * to the next: what is still being copied is left alone.
 */
final class HeldDatasets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldDatasets.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path folder;
  private final CountDownLatch looked = new CountDownLatch(1);
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "datasets");
            thread.setDaemon(true);
            return thread;
          });
  private volatile List<HeldDataset> held = List.of();
  private @Nullable FileStamps seen;
  private @Nullable FileStamps read;

  /**
   * Nothing is looked at yet.
   *
   * @param folder of the declarations of data sets and their files
   */
  HeldDatasets(Path folder) {
    this.folder = folder;
  }

  /**
   * Begins to look.
   *
   * @param patience how long to wait for what is there already; what takes longer comes later
   */
  static HeldDatasets watch(Path folder, Duration patience) throws InterruptedException {
    HeldDatasets datasets = new HeldDatasets(folder);
    var unused =
        datasets.watch.scheduleWithFixedDelay(
            datasets::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    if (!datasets.looked.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.info("the data sets in {} take long to read and are offered later", folder);
    }
    return datasets;
  }

  /** Those found last; returns at once. Safe for use by any thread. */
  List<HeldDataset> now() {
    return held;
  }

  /** An exception must not leave a look, or there would never be another. */
  @SuppressWarnings("IllegalCatch")
  void look() {
    try {
      FileStamps now = FileStamps.of(folder);
      boolean settled = seen == null || seen.equals(now);
      seen = now;
      if (settled && !now.equals(read)) {
        read = now; // also if that fails: it would fail again until a file is changed
        held = describe();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("the data sets in {} cannot be looked at: those known stay offered", folder, e);
    } finally {
      looked.countDown();
    }
  }

  private List<HeldDataset> describe() throws IOException {
    DatasetCatalog catalog = DatasetCatalog.open(folder);
    List<HeldDataset> found = new ArrayList<>();
    for (String name : catalog.names()) {
      DatasetDescription description = catalog.describe(name);
      if (description instanceof Described good) {
        found.add(new HeldDataset(good.name(), good.rows(), good.shape(), good.classes()));
      } else if (description instanceof Unreadable unreadable) {
        LOG.warn("data set {} is not offered: {}", name, unreadable.reason());
      }
    }
    return List.copyOf(found);
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
