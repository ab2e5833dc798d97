package io.aiedge.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record that lies in memory and believes no length. Avro's own decoder allocates what a
 * length asks for, 2 GB if need be, before it looks whether the bytes are there. Here a length must
 * fit into the bytes that are left, a number of items too (no item of an event is empty), and a
 * record has {@value #MAX_ITEMS} items at most. What does not fit is an {@link EOFException} or an
 * {@link IOException}. For one thread.
 */
final class BoundedDecoder extends Decoder {
  /** Many times those of the largest event, a version of a model with thousands of clients. */
  static final int MAX_ITEMS = 1 << 20;

  private final BinaryDecoder in;
  private long items;

  /** Reads from {@code start} to the end. */
  BoundedDecoder(byte[] bytes, int start) {
    this.in = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
  }

  /** How many bytes have not been read. */
  int left() throws IOException {
    return in.inputStream().available();
  }

  private int length() throws IOException {
    long length = in.readLong();
    if (length < 0 || length > left()) {
      throw new EOFException("a length of " + length + " where " + left() + " bytes are left");
    }
    return (int) length;
  }

  private long count() throws IOException {
    long count = in.readLong();
    if (count < 0) {
      count = -count;
      length();
    }
    if (count < 0 || count > left()) {
      throw new EOFException(count + " items where " + left() + " bytes are left");
    }
    items += count;
    if (items > MAX_ITEMS) {
      throw new IOException("more than " + MAX_ITEMS + " items");
    }
    return count;
  }

  private long skipItems() throws IOException {
    long count = in.readLong();
    while (count < 0) {
      in.skipFixed(length());
      count = in.readLong();
    }
    if (count > left()) {
      throw new EOFException(count + " items where " + left() + " bytes are left");
    }
    return count;
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    byte[] text = new byte[length()];
    in.readFixed(text);
    return new Utf8(text);
  }

  @Override
  public String readString() throws IOException {
    return readString(null).toString();
  }

  @Override
  public void skipString() throws IOException {
    in.skipFixed(length());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    byte[] bytes = new byte[length()];
    in.readFixed(bytes);
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipFixed(length());
  }

  @Override
  public long readArrayStart() throws IOException {
    return count();
  }

  @Override
  public long arrayNext() throws IOException {
    return count();
  }

  @Override
  public long skipArray() throws IOException {
    return skipItems();
  }

  @Override
  public long readMapStart() throws IOException {
    return count();
  }

  @Override
  public long mapNext() throws IOException {
    return count();
  }

  @Override
  public long skipMap() throws IOException {
    return skipItems();
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }
}
