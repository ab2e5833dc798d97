package io.aiedge.trainer.dataset;

import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.core.dataset.Scaling;
import io.aiedge.core.dataset.Split;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The data sets an edge's operator declared, one file {@code NAME.json} each in one folder. Files
 * are read anew at each call. Safe for use by several threads.
 */
public final class DatasetCatalog {
  private final DataFolder folder;
  private final Memory memory;

  private DatasetCatalog(DataFolder folder, Memory memory) {
    this.folder = folder;
    this.memory = memory;
  }

  /**
   * The declarations in a folder.
   *
   * @throws IOException if there is no such folder or it cannot be read
   */
  public static DatasetCatalog open(Path folder) throws IOException {
    return open(folder, Memory.ofThisMachine());
  }

  static DatasetCatalog open(Path folder, Memory memory) throws IOException {
    return new DatasetCatalog(DataFolder.of(folder), memory);
  }

  /**
   * Names of the declared data sets, sorted, readable or not.
   *
   * @throws IOException if the folder cannot be read any more
   */
  public List<String> names() throws IOException {
    return folder.names();
  }

  /** What a data set looks like. Reads headers where the format has them, else only labels. */
  public DatasetDescription describe(String name) {
    try {
      Declaration declaration = DeclarationReader.read(folder, name);
      Described described = rows(declaration).describe();
      if (described.rows() == 0) {
        throw noRows(declaration);
      }
      int width = described.shape().stream().reduce(1, Math::multiplyExact);
      return new Described(
          name,
          described.rows(),
          shaped(declaration, described.shape(), width),
          described.classes());
    } catch (MalformedData e) {
      return new Unreadable(reason(e));
    } catch (IOException e) {
      return new Unreadable(name + ": cannot be read: " + reason(e));
    }
  }

  /** Reads, splits, scales and shapes a data set. Scaling is fitted to the training rows alone. */
  public DatasetReading read(String name) {
    try {
      return readable(DeclarationReader.read(folder, name));
    } catch (MalformedData e) {
      return new Unreadable(reason(e));
    } catch (IOException e) {
      return new Unreadable(name + ": cannot be read: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private Readable readable(Declaration declaration) throws IOException {
    Samples raw = rows(declaration).read();
    if (raw.count() == 0) {
      throw noRows(declaration);
    }
    Samples all =
        new Samples(shaped(declaration, raw.shape(), raw.width()), raw.features(), raw.labels());
    Split split = Split.of(all, declaration.split());
    Scaling.Affine scaling = fitted(declaration, split.training());
    scaling.scaleInPlace(split.training().features());
    scaling.scaleInPlace(split.heldOut().features());
    return new Readable(
        declaration.name(), split.training(), split.heldOut(), classes(declaration, all));
  }

  private RowReader rows(Declaration declaration) {
    return switch (declaration.format()) {
      case CSV -> new CsvRows(declaration, memory);
      case IDX -> new ArrayRows(declaration, IdxHeader::read, memory);
      case NPY -> new ArrayRows(declaration, NpyHeader::read, memory);
    };
  }

  private static int classes(Declaration declaration, Samples samples) {
    return samples.labels() instanceof Labels.Classes classes
        ? declaration.targets().classes(Arrays.stream(classes.values()).max().orElse(0))
        : 0;
  }

  private static List<Integer> shaped(Declaration declaration, List<Integer> found, int width)
      throws MalformedData {
    List<Integer> shape = declaration.shape();
    if (shape.isEmpty()) {
      return found;
    }
    BigInteger declared =
        shape.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    if (!declared.equals(BigInteger.valueOf(width))) {
      throw MalformedData.in(
          declaration.features().get(0),
          "a row has shape %s, which is not %s as declared",
          found,
          shape);
    }
    return shape;
  }

  private static Scaling.Affine fitted(Declaration declaration, Samples training)
      throws MalformedData {
    try {
      return declaration.scaling().fit(training);
    } catch (IllegalArgumentException e) {
      throw MalformedData.because(declaration.features().get(0), e);
    }
  }

  private static MalformedData noRows(Declaration declaration) {
    return MalformedData.in(declaration.features().get(0), "has no rows");
  }
}
