package io.aiedge.trainer.tensorflow;

import java.util.List;
import java.util.Locale;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorInfo;

/**
 * Type and shape of a tensor in a signature.
 *
 * @param where signature and name, for people
 * @param shape dimensions, -1 where one is open
 */
record TensorSpec(String where, DataType type, List<Integer> shape) {
  static TensorSpec of(String where, TensorInfo info) {
    if (info.getName().isEmpty()) {
      throw new ContractBreach(where + " is not a dense tensor");
    }
    if (info.getTensorShape().getUnknownRank()) {
      throw new ContractBreach(where + " has an unknown shape; give it one when exporting");
    }
    List<Integer> shape =
        info.getTensorShape().getDimList().stream()
            .map(dimension -> Math.toIntExact(dimension.getSize()))
            .toList();
    return new TensorSpec(where, info.getDtype(), shape);
  }

  boolean is(DataType wanted) {
    return type == wanted;
  }

  void requireType(DataType wanted, String needed) {
    if (type != wanted) {
      throw breach(needed);
    }
  }

  void requireIs(DataType wanted, List<Integer> wantedShape) {
    if (type != wanted || !shape.equals(wantedShape)) {
      throw breach(name(wanted) + " " + wantedShape);
    }
  }

  ContractBreach breach(String needed) {
    return new ContractBreach(
        "%s is %s %s, but %s is needed".formatted(where, name(type), shape, needed));
  }

  private static String name(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      default -> type.name().replace("DT_", "").toLowerCase(Locale.ROOT);
    };
  }
}
