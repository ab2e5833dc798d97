package io.aiedge.shim.process;

import io.aiedge.core.workload.Workload;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.shim.workload.WorkloadEvents;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What is wanted of a workload.
 *
 * @param generation counts up whenever something else is to run
 * @param removed whether it is to go
 * @param workload what is to run, or ran until it was removed
 */
record Wanted(long generation, boolean removed, Workload workload) {
  private static final int PREFIX_BYTES = Long.BYTES + 1;

  /** What is wanted once {@code next} was applied. */
  Wanted then(Workload next) {
    boolean same = !removed && workload.runsTheSameAs(next);
    return new Wanted(same ? generation : generation + 1, false, next);
  }

  Wanted thenRemoved() {
    return new Wanted(generation, true, workload);
  }

  byte[] encode(EventCodec codec) {
    byte[] event = codec.encode(WorkloadEvents.event(workload));
    return ByteBuffer.allocate(PREFIX_BYTES + event.length)
        .putLong(generation)
        .put((byte) (removed ? 1 : 0))
        .put(event)
        .array();
  }

  static Wanted decode(byte[] bytes, EventCodec codec) throws IOException {
    if (bytes.length < PREFIX_BYTES) {
      throw new IOException("not a workload: only " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long generation = buffer.getLong();
    boolean removed = buffer.get() != 0;
    byte[] event = new byte[buffer.remaining()];
    buffer.get(event);
    Decoded decoded = codec.decode(event);
    if (decoded instanceof Decoded.Event known && known.event() instanceof ApplyWorkload apply) {
      return new Wanted(generation, removed, workload(apply));
    }
    throw new IOException("not a workload: " + decoded);
  }

  private static Workload workload(ApplyWorkload event) throws IOException {
    try {
      return WorkloadEvents.workload(event);
    } catch (IllegalArgumentException e) {
      throw new IOException("a workload that is no longer allowed", e);
    }
  }
}
