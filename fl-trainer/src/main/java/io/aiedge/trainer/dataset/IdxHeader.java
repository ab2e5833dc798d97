package io.aiedge.trainer.dataset;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of IDX, the format of MNIST: two zero bytes, a type, the number of dimensions, then
 * each dimension as a big-endian int.
 */
final class IdxHeader {
  private IdxHeader() {}

  /** Reads the header and leaves the stream at the first number. */
  static ArrayHeader read(DataFile file, InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      if (data.readUnsignedShort() != 0) {
        throw MalformedData.in(file, "is not IDX: it does not start with two zero bytes");
      }
      ElementType type = type(file, data.readUnsignedByte());
      int count = data.readUnsignedByte();
      List<Integer> dimensions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int dimension = data.readInt();
        if (dimension < 0) {
          throw MalformedData.in(file, "dimension %d of its header is negative", i);
        }
        dimensions.add(dimension);
      }
      return ArrayHeader.of(file, type, ByteOrder.BIG_ENDIAN, dimensions);
    } catch (EOFException e) {
      throw MalformedData.in(file, "ends within its header");
    }
  }

  private static ElementType type(DataFile file, int code) throws MalformedData {
    return switch (code) {
      case 0x08 -> ElementType.UNSIGNED_BYTE;
      case 0x09 -> ElementType.BYTE;
      case 0x0B -> ElementType.SHORT;
      case 0x0C -> ElementType.INT;
      case 0x0D -> ElementType.FLOAT;
      case 0x0E -> ElementType.DOUBLE;
      default -> throw MalformedData.in(file, "is not IDX: 0x%02x is no type of number", code);
    };
  }
}
