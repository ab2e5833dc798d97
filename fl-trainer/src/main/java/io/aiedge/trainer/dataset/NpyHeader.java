package io.aiedge.trainer.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of NumPy's NPY, versions 1 to 3 (NEP 1): a magic, a version, a length, then a Python
 * dictionary with the type, the order and the dimensions.
 */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z]\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

  private NpyHeader() {}

  /** Reads the header and leaves the stream at the first number. */
  static ArrayHeader read(DataFile file, InputStream in) throws IOException {
    try {
      String header = dictionary(file, in);
      Matcher type = find(file, TYPE, header, "descr");
      if (find(file, ORDER, header, "fortran_order").group(1).equals("True")) {
        throw MalformedData.in(
            file, "is in Fortran order: save it again with numpy.ascontiguousarray");
      }
      return ArrayHeader.of(
          file,
          type(file, type.group(2)),
          type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
          dimensions(file, find(file, SHAPE, header, "shape").group(1)));
    } catch (EOFException e) {
      throw MalformedData.in(file, "ends within its header");
    }
  }

  private static String dictionary(DataFile file, InputStream in) throws IOException {
    byte[] start = exactly(in, MAGIC.length + 2);
    int version = start[MAGIC.length];
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || version < 1
        || version > 3) {
      throw MalformedData.in(file, "is not NPY of version 1, 2 or 3");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer length = ByteBuffer.wrap(exactly(in, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    int bytes = version == 1 ? Short.toUnsignedInt(length.getShort()) : length.getInt();
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw MalformedData.in(file, "has a header of more than %d bytes", MAX_BYTES);
    }
    return new String(exactly(in, bytes), StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Matcher find(DataFile file, Pattern pattern, String header, String key)
      throws MalformedData {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw MalformedData.in(file, "its header has no usable '%s'", key);
    }
    return matcher;
  }

  private static ElementType type(DataFile file, String code) throws MalformedData {
    return switch (code) {
      case "u1" -> ElementType.UNSIGNED_BYTE;
      case "i1" -> ElementType.BYTE;
      case "i2" -> ElementType.SHORT;
      case "i4" -> ElementType.INT;
      case "i8" -> ElementType.LONG;
      case "f4" -> ElementType.FLOAT;
      case "f8" -> ElementType.DOUBLE;
      default ->
          throw MalformedData.in(
              file, "holds numbers of type %s: save them as f4, f8, u1, i1, i2, i4 or i8", code);
    };
  }

  private static List<Integer> dimensions(DataFile file, String tuple) throws MalformedData {
    List<Integer> dimensions = new ArrayList<>();
    for (String dimension : tuple.split(",")) {
      if (!dimension.isBlank()) {
        try {
          dimensions.add(Integer.parseInt(dimension.strip()));
        } catch (NumberFormatException e) {
          throw MalformedData.in(file, "has a dimension above %d", Integer.MAX_VALUE);
        }
      }
    }
    return dimensions;
  }
}
