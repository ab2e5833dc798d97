package io.aiedge.platform.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java program to run in a process of its own.
 *
 * @param classPath folders and archives
 * @param mainClass the class whose {@code main} is run
 * @param arguments of the program
 * @param heapMegabytes the most its heap may grow to
 * @param options of the virtual machine, beside those of every child
 * @param environment variables, beside those of this process
 */
public record JavaCommand(
    List<String> classPath,
    String mainClass,
    List<String> arguments,
    int heapMegabytes,
    List<String> options,
    Map<String, String> environment) {
  private static final int DEFAULT_HEAP_MEGABYTES = 256;

  /** Compiles quickly and little: for programs that live shortly or do little. */
  public static final String LIGHT_COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * The optimising compiler waits for code ten times as hot as it usually does. At the usual
   * thresholds it takes more processor time than all else while a site starts, and most of what it
   * compiled then is hardly run again; loops over many bytes are compiled soon all the same.
   */
  private static final List<String> LATE_OPTIMISER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  public JavaCommand {
    if (classPath.isEmpty()) {
      throw new IllegalArgumentException("nothing to find " + mainClass + " in");
    }
    if (heapMegabytes < 8) {
      throw new IllegalArgumentException("no program runs in %d MB".formatted(heapMegabytes));
    }
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
    environment = Map.copyOf(environment);
  }

  /** A program of the class path that this process was started with. */
  public static JavaCommand of(Class<?> mainClass, String... arguments) {
    List<String> ownClassPath =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    return of(ownClassPath, mainClass.getName(), arguments);
  }

  /** A program of another class path. */
  public static JavaCommand of(List<String> classPath, String mainClass, String... arguments) {
    return new JavaCommand(
        classPath, mainClass, List.of(arguments), DEFAULT_HEAP_MEGABYTES, List.of(), Map.of());
  }

  public JavaCommand withHeap(int megabytes) {
    return new JavaCommand(classPath, mainClass, arguments, megabytes, options, environment);
  }

  /** With further options of the virtual machine. */
  public JavaCommand withOptions(String... further) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(further));
    return new JavaCommand(classPath, mainClass, arguments, heapMegabytes, all, environment);
  }

  /** With further variables, which win over those of the same name. */
  public JavaCommand withEnvironment(Map<String, String> further) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(further);
    return new JavaCommand(classPath, mainClass, arguments, heapMegabytes, options, all);
  }

  /** The command line, for the Java that runs this process. */
  public List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heapMegabytes + "m");
    line.add("-XX:+UseSerialGC");
    line.add("-Xshare:auto");
    // One that ran out of memory in some thread would live on, maimed; ended, it can be restarted.
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.addAll(LATE_OPTIMISER);
    line.addAll(options);
    line.add("-cp");
    line.add(String.join(File.pathSeparator, classPath));
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }

  /** The same, run by {@link TiedMain}. */
  JavaCommand tied() {
    List<String> path = new ArrayList<>(classPath);
    path.add(ownClasses());
    List<String> all = new ArrayList<>(List.of(mainClass));
    all.addAll(arguments);
    return new JavaCommand(
        path, TiedMain.class.getName(), all, heapMegabytes, options, environment);
  }

  private static String ownClasses() {
    try {
      return Path.of(TiedMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("these classes lie nowhere", e);
    }
  }
}
