package io.aiedge.platform.site;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a site's process: start, say that it is ready, wait for SIGTERM, close. */
public final class SiteProcess {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);

  private SiteProcess() {}

  /** Runs a site until this process is asked to end. */
  public static void run(SiteOptions options) throws IOException, InterruptedException {
    SiteAddress.clear(options.folder());
    RunningParts parts = new RunningParts();
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  parts.close();
                  closed.countDown();
                },
                "close-site"));
    String bootstrap =
        options instanceof SiteOptions.Cloud cloud
            ? CloudSite.start(cloud, parts)
            : EdgeSite.start((SiteOptions.Edge) options, parts);
    new SiteAddress(bootstrap, ProcessHandle.current().pid()).write(options.folder());
    LOG.info("ready at {}", bootstrap);
    closed.await();
  }
}
