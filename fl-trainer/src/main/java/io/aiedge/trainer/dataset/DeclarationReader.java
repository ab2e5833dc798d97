package io.aiedge.trainer.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiedge.core.dataset.Scaling;
import io.aiedge.core.dataset.Split;
import io.aiedge.trainer.dataset.Declaration.CsvLayout;
import io.aiedge.trainer.dataset.Declaration.Format;
import io.aiedge.trainer.dataset.Declaration.RowRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads declarations. The format is described in {@code docs/datasets.md}. */
final class DeclarationReader {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final DataFolder folder;
  private final DataFile file;
  private final Members members;

  private DeclarationReader(DataFolder folder, DataFile file, Members members) {
    this.folder = folder;
    this.file = file;
    this.members = members;
  }

  /** Reads the declaration of a data set. */
  static Declaration read(DataFolder folder, String name) throws IOException {
    DataFile file = folder.declaration(name);
    Members members = Members.of(file, parse(file));
    try {
      return new DeclarationReader(folder, file, members).declaration(name);
    } catch (IllegalArgumentException e) {
      throw MalformedData.because(file, e);
    }
  }

  private static JsonNode parse(DataFile file) throws IOException {
    try (InputStream in = file.open()) {
      return JSON.readTree(in);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw MalformedData.at(file, line, "not JSON: %s", e.getOriginalMessage());
    }
  }

  private Declaration declaration(String name) throws IOException {
    if (!members.text("name").orElse(name).equals(name)) {
      throw members.wrong("name", "give the name of the file, " + name);
    }
    Format format = format();
    List<DataFile> features = files("features");
    List<DataFile> labels = files("labels");
    requireFiles(format, features, labels);
    Declaration declaration =
        new Declaration(
            name, format, features, labels, csv(), targets(), shape(), scaling(), split(), rows());
    members.refuseOthers();
    return declaration;
  }

  private Format format() throws MalformedData {
    return switch (members.text("format").orElse("")) {
      case "csv" -> Format.CSV;
      case "idx" -> Format.IDX;
      case "npy" -> Format.NPY;
      default -> throw members.wrong("format", "give csv, idx or npy");
    };
  }

  private List<DataFile> files(String member) throws IOException {
    List<DataFile> files = new ArrayList<>();
    for (String path : members.texts(member)) {
      files.add(folder.named(path));
    }
    return files;
  }

  private void requireFiles(Format format, List<DataFile> features, List<DataFile> labels)
      throws MalformedData {
    if (features.isEmpty()) {
      throw members.wrong("features", "give the path of a file, or a list of paths");
    }
    int wanted = format == Format.CSV ? 0 : features.size();
    if (labels.size() != wanted) {
      throw members.wrong(
          "labels",
          format == Format.CSV
              ? "labels of CSV are a column of the features: give labelColumn"
              : "give a file of labels for each file of features");
    }
  }

  private CsvLayout csv() throws MalformedData {
    List<Column> label = members.columns("labelColumn");
    if (label.size() > 1) {
      throw members.wrong("labelColumn", "give one column");
    }
    return new CsvLayout(
        members.flag("header", false),
        label.isEmpty() ? new Column.Numbered(-1) : label.get(0),
        members.columns("columns"));
  }

  private Targets targets() throws MalformedData {
    boolean regression =
        switch (members.text("task").orElse("classification")) {
          case "classification" -> false;
          case "regression" -> true;
          default -> throw members.wrong("task", "give classification or regression");
        };
    List<String> names = members.isText("classes") ? members.texts("classes") : List.of();
    List<Long> count = names.isEmpty() ? members.wholeNumbers("classes") : List.of();
    if (!names.isEmpty()) {
      if (regression || names.size() < 2 || names.stream().distinct().count() < names.size()) {
        throw members.wrong("classes", "give two or more different names, and no regression");
      }
      return new Targets(false, names.size(), names);
    }
    if (count.isEmpty()) {
      return new Targets(regression, 0, List.of());
    }
    long classes = count.get(0);
    if (regression || count.size() > 1 || classes < 2 || classes > Targets.MAX_CLASSES) {
      throw members.wrong(
          "classes",
          "give one number from 2 to " + Targets.MAX_CLASSES + ", or names, and no regression");
    }
    return new Targets(false, (int) classes, List.of());
  }

  private List<Integer> shape() throws MalformedData {
    List<Integer> shape = new ArrayList<>();
    for (long dimension : members.wholeNumbers("shape")) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE) {
        throw members.wrong("shape", "every dimension is at least 1");
      }
      shape.add((int) dimension);
    }
    return shape;
  }

  private Split.Settings split() throws MalformedData {
    List<Long> seed = members.wholeNumbers("seed");
    return new Split.Settings(
        members.number("holdOut").orElse(0.0),
        seed.isEmpty() ? 0 : seed.get(0),
        members.flag("stratified", false));
  }

  private RowRange rows() throws MalformedData {
    List<Long> rows = members.wholeNumbers("rows");
    if (rows.isEmpty()) {
      return RowRange.ALL;
    }
    if (rows.size() != 2 || rows.get(0) < 0 || rows.get(1) <= rows.get(0)) {
      throw members.wrong("rows", "give [from, to] with 0 <= from < to; to is not included");
    }
    return new RowRange(rows.get(0), rows.get(1));
  }

  private Scaling scaling() throws MalformedData {
    Optional<Members> given = members.object("scaling");
    if (given.isEmpty()) {
      return new Scaling.None();
    }
    Members scaling = given.get();
    Scaling read =
        switch (scaling.text("kind").orElse("")) {
          case "none" -> new Scaling.None();
          case "divide" -> divide(scaling);
          case "min-max" -> {
            float[] least = scaling.numbers("min");
            float[] most = scaling.numbers("max");
            yield least.length == 0 && most.length == 0
                ? new Scaling.MinMax()
                : between(scaling, least, most);
          }
          case "standardise" -> {
            float[] means = scaling.numbers("mean");
            float[] deviations = scaling.numbers("deviation");
            yield means.length == 0 && deviations.length == 0
                ? new Scaling.Standardise()
                : new Scaling.Affine(means, deviations);
          }
          default -> throw scaling.wrong("kind", "give none, divide, min-max or standardise");
        };
    scaling.refuseOthers();
    return read;
  }

  private static Scaling divide(Members scaling) throws MalformedData {
    float[] by = scaling.numbers("by");
    if (by.length != 1) {
      throw scaling.wrong("by", "give the number to divide by");
    }
    return new Scaling.DivideBy(by[0]);
  }

  private static Scaling between(Members scaling, float[] least, float[] most)
      throws MalformedData {
    if (least.length != most.length) {
      throw scaling.wrong("max", "give as many as min");
    }
    return Scaling.Affine.between(least, most);
  }
}
