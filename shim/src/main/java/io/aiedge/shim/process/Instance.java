package io.aiedge.shim.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

/**
 * One start of a workload. Written down before the process is started, and again once its pid is
 * known, so that none is ever lost.
 *
 * @param id unique; the processes carry it in {@link #VARIABLE}
 * @param boot of the machine it was started in
 * @param generation of the workload it runs
 * @param pid of the keeper, leader of the session; 0 where not yet known
 * @param startTicks when the keeper started, in clock ticks since the boot
 * @param startedUptime when it was started, since the boot
 * @param restarts starts of this generation before this one
 * @param inARow restarts since the workload was last healthy
 * @param note what a person should know of it, such as limits that could not be set
 */
record Instance(
    String id,
    String boot,
    long generation,
    long pid,
    long startTicks,
    Duration startedUptime,
    int restarts,
    int inARow,
    String note) {
  /** Name of the environment variable that marks all processes of an instance. */
  static final String VARIABLE = "AIEDGE_INSTANCE";

  /** What the environment of its processes contains. */
  String mark() {
    return VARIABLE + "=" + id;
  }

  /** Once its keeper is known. */
  Instance keptBy(long keeper, long keeperTicks) {
    return new Instance(
        id, boot, generation, keeper, keeperTicks, startedUptime, restarts, inARow, note);
  }

  /** After the machine was started anew: none of its processes can live, and no failure counts. */
  Instance afterReboot() {
    return new Instance(id, boot, generation, 0, 0, startedUptime, restarts, 0, note);
  }

  byte[] encode() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("id", id);
    properties.setProperty("boot", boot);
    properties.setProperty("generation", Long.toString(generation));
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("start-ticks", Long.toString(startTicks));
    properties.setProperty("started-uptime-millis", Long.toString(startedUptime.toMillis()));
    properties.setProperty("restarts", Integer.toString(restarts));
    properties.setProperty("in-a-row", Integer.toString(inARow));
    properties.setProperty("note", note);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    properties.store(bytes, null);
    return bytes.toByteArray();
  }

  static Instance decode(byte[] bytes) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(new String(bytes, StandardCharsets.ISO_8859_1)));
    try {
      return new Instance(
          properties.getProperty("id", ""),
          properties.getProperty("boot", ""),
          Long.parseLong(properties.getProperty("generation", "")),
          Long.parseLong(properties.getProperty("pid", "")),
          Long.parseLong(properties.getProperty("start-ticks", "")),
          Duration.ofMillis(Long.parseLong(properties.getProperty("started-uptime-millis", ""))),
          Integer.parseInt(properties.getProperty("restarts", "")),
          Integer.parseInt(properties.getProperty("in-a-row", "")),
          properties.getProperty("note", ""));
    } catch (NumberFormatException e) {
      throw new IOException("not the description of an instance: " + properties, e);
    }
  }
}
