package io.aiedge.fl.accumulator;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keys of the stores: fields set apart by NUL, numbers in hexadecimal at full width so that they
 * sort. A key that ends in NUL is the prefix of all keys with the same first fields.
 */
final class StoreKey {
  private static final String SEPARATOR = "\0";

  private StoreKey() {}

  static String of(String... fields) {
    return String.join(SEPARATOR, fields);
  }

  static String prefix(String... fields) {
    return of(fields) + SEPARATOR;
  }

  static List<String> fields(String key) {
    return List.of(key.split(SEPARATOR, -1));
  }

  static String number(int number) {
    return "%08x".formatted(number);
  }

  static String number(long number) {
    return "%016x".formatted(number);
  }

  static int number(String field) {
    return Integer.parseUnsignedInt(field, 16);
  }

  static long longNumber(String field) {
    return Long.parseUnsignedLong(field, 16);
  }

  /** Whether a name from outside can be a field of a key. */
  static boolean allows(String name) {
    return !name.contains(SEPARATOR);
  }

  static KeyValueIterator<String, byte[]> scan(KeyValueStore<String, byte[]> store, String prefix) {
    return store.prefixScan(prefix, Serdes.String().serializer());
  }

  /** Removes all entries below a prefix. */
  static void deleteAll(KeyValueStore<String, byte[]> store, String prefix) {
    List<String> keys = new ArrayList<>();
    try (var entries = scan(store, prefix)) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
  }
}
