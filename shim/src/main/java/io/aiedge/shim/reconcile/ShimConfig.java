package io.aiedge.shim.reconcile;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.shim.process.LogBounds;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings of the shim of a cluster whose workloads are processes.
 *
 * @param cluster it belongs to
 * @param bootstrap the cluster's own Kafka
 * @param process how processes are run
 */
public record ShimConfig(ClusterPath cluster, String bootstrap, ProcessShimConfig process) {
  static final ConfigKey<Path> DIRECTORY =
      ConfigKey.required(
          "shim.directory", Parser.PATH, "Folder for the workloads, their files and logs.");
  static final ConfigKey<Path> PROGRAMS =
      ConfigKey.required(
          "shim.programs",
          Parser.PATH,
          "Properties file of the programs installed at this site: name = absolute path and first arguments, separated by spaces.");
  static final ConfigKey<Boolean> ANY_COMMAND =
      ConfigKey.of(
          "shim.any-command",
          Parser.FLAG,
          "false",
          "Whether workloads may name any command of the machine by its path, not only installed programs.");
  static final ConfigKey<Integer> LOG_KIBIBYTES =
      ConfigKey.of(
          "shim.log-kibibytes",
          Parser.wholeNumber(1, 1 << 20),
          "4096",
          "Size at which the output of a workload goes on in a new file, in KiB.");
  static final ConfigKey<Integer> LOG_FILES =
      ConfigKey.of(
          "shim.log-files",
          Parser.wholeNumber(1, 1000),
          "3",
          "Full files of output kept beside the current one.");
  static final ConfigKey<Path> CGROUPS =
      ConfigKey.of(
          "shim.cgroups",
          Parser.PATH,
          "/sys/fs/cgroup",
          "Where control groups are mounted; limits are set in groups named aiedge below it.");
  static final ConfigKey<Duration> POLL =
      ConfigKey.of(
          "shim.poll", Parser.DURATION, "200ms", "How often running processes are looked at.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(
        SiteKeys.CLUSTER,
        SiteKeys.BOOTSTRAP,
        DIRECTORY,
        PROGRAMS,
        ANY_COMMAND,
        LOG_KIBIBYTES,
        LOG_FILES,
        CGROUPS,
        POLL);
  }

  /**
   * Reads the settings.
   *
   * @throws IOException if the file of programs cannot be read
   */
  public static ShimConfig from(ConfigSource source) throws IOException {
    return new ShimConfig(
        source.get(SiteKeys.CLUSTER),
        source.get(SiteKeys.BOOTSTRAP),
        process(
            source,
            source.get(DIRECTORY),
            Programs.read(source.get(PROGRAMS), source.get(ANY_COMMAND)),
            Map.of()));
  }

  /**
   * How processes are run at a site that says itself where they stand and which programs there are.
   *
   * @param source of the other settings
   * @param installed name to the command line it stands for
   * @param environment of every process
   */
  public static ProcessShimConfig embedded(
      ConfigSource source,
      Path directory,
      Map<String, List<String>> installed,
      Map<String, String> environment) {
    Programs programs = new Programs(installed, source.get(ANY_COMMAND));
    return process(source, directory, programs, environment);
  }

  private static ProcessShimConfig process(
      ConfigSource source, Path directory, Programs programs, Map<String, String> environment) {
    return new ProcessShimConfig(
        directory,
        programs,
        environment,
        new LogBounds(source.get(LOG_KIBIBYTES) * 1024L, source.get(LOG_FILES)),
        source.get(CGROUPS),
        source.get(POLL));
  }
}
