package io.aiedge.trainer.tensorflow;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/**
 * Loads TensorFlow's native library from the class path, where the build puts the one for this
 * machine. Nothing is downloaded: DJL would do so if it did not find the library loaded.
 */
public final class TensorFlowNatives {
  private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

  /** What is needed of the C library: Java cannot change the environment of its own process. */
  interface C extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private TensorFlowNatives() {}

  /** Loads the library if it is not yet; from then on it stays. For any thread. */
  public static synchronized void load() {
    if (System.getProperty(LIBRARY_PATH) != null) {
      return;
    }
    // TensorFlow reads this once, while it is loaded: warnings and errors only.
    Native.load("c", C.class).setenv("TF_CPP_MIN_LOG_LEVEL", "2", 0);
    // JavaCPP otherwise throws OutOfMemoryError where the process is larger than the Java heap.
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    if (System.getenv(LIBRARY_PATH) == null) {
      String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
      System.setProperty(LIBRARY_PATH, String.valueOf(Path.of(library).getParent()));
    }
  }
}
