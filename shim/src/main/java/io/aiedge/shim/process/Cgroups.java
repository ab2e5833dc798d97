package io.aiedge.shim.process;

import io.aiedge.core.workload.ResourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Limits by Linux control groups, version 1 or 2, in groups named {@code aiedge/ID} below a root.
 * Where that cannot be written, nothing fails: the limits that could not be set are named.
 */
final class Cgroups {
  private static final String PARENT = "aiedge";
  private static final long CPU_PERIOD_MICROS = 100_000;

  private final Path root;
  private final boolean unified;

  /**
   * The groups of an instance.
   *
   * @param entrances files to which a process writes its pid to come under the limits
   * @param missing limits that could not be set
   */
  record Group(List<Path> entrances, List<String> missing) {}

  private record Setting(String controller, String limit, String file, String value) {}

  /**
   * Finds out the version.
   *
   * @param root where control groups are mounted, such as {@code /sys/fs/cgroup}
   */
  Cgroups(Path root) {
    this.root = root;
    unified = Files.exists(root.resolve("cgroup.controllers"));
  }

  Path root() {
    return root;
  }

  /** Makes the groups for {@code limits}; none where nothing is limited. */
  Group create(String id, ResourceLimits limits) {
    Set<Path> entrances = new TreeSet<>();
    List<String> missing = new ArrayList<>();
    for (Setting setting : settings(limits)) {
      Path group = group(setting.controller(), id);
      try {
        Files.createDirectories(group.getParent());
        if (unified) {
          enable(root, setting.controller());
          enable(root.resolve(PARENT), setting.controller());
        }
        Files.createDirectories(group);
        write(group.resolve(setting.file()), setting.value());
        if (setting.controller().equals("memory")) {
          denySwap(group, setting.value());
        }
        entrances.add(group.resolve("cgroup.procs"));
      } catch (IOException e) {
        missing.add(setting.limit());
      }
    }
    return new Group(List.copyOf(entrances), List.copyOf(missing));
  }

  private List<Setting> settings(ResourceLimits limits) {
    List<Setting> settings = new ArrayList<>();
    if (limits.cpus() > 0) {
      long quota = Math.round(limits.cpus() * CPU_PERIOD_MICROS);
      settings.add(
          unified
              ? new Setting("cpu", "cpus", "cpu.max", quota + " " + CPU_PERIOD_MICROS)
              : new Setting("cpu", "cpus", "cpu.cfs_quota_us", Long.toString(quota)));
    }
    if (limits.memoryBytes() > 0) {
      String file = unified ? "memory.max" : "memory.limit_in_bytes";
      settings.add(new Setting("memory", "memory", file, Long.toString(limits.memoryBytes())));
    }
    if (limits.pids() > 0) {
      settings.add(new Setting("pids", "pids", "pids.max", Integer.toString(limits.pids())));
    }
    return settings;
  }

  /** Pids in the groups of an instance. */
  Set<Long> members(String id) {
    Set<Long> pids = new TreeSet<>();
    for (Path group : groups(id)) {
      try (Stream<String> lines = Files.lines(group.resolve("cgroup.procs"))) {
        lines.map(Long::parseLong).forEach(pids::add);
      } catch (IOException e) {
        continue; // the group is gone, and nobody in it
      }
    }
    return pids;
  }

  /** Whether a process of the instance was killed at the memory limit. */
  boolean ranOutOfMemory(String id) {
    Path group = group("memory", id);
    Path counts = group.resolve(unified ? "memory.events" : "memory.oom_control");
    try (Stream<String> lines = Files.lines(counts)) {
      return lines.anyMatch(line -> line.startsWith("oom_kill ") && !line.endsWith(" 0"));
    } catch (IOException e) {
      return false; // no limit was set
    }
  }

  /** Removes the empty groups of an instance. */
  void remove(String id) throws IOException {
    for (Path group : groups(id)) {
      Files.deleteIfExists(group);
    }
  }

  private List<Path> groups(String id) {
    Stream<String> controllers = unified ? Stream.of("") : Stream.of("cpu", "memory", "pids");
    return controllers.map(name -> group(name, id)).filter(Files::isDirectory).toList();
  }

  private Path group(String controller, String id) {
    Path base = unified ? root : root.resolve(controller);
    return base.resolve(PARENT).resolve(id);
  }

  private void denySwap(Path memoryGroup, String memoryBytes) throws IOException {
    Path file = memoryGroup.resolve(unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
    if (Files.exists(file)) { // not where the kernel does not account for swap
      write(file, unified ? "0" : memoryBytes);
    }
  }

  private static void enable(Path group, String controller) throws IOException {
    write(group.resolve("cgroup.subtree_control"), "+" + controller);
  }

  private static void write(Path file, String value) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Files.writeString(file, value, StandardOpenOption.WRITE);
  }
}
