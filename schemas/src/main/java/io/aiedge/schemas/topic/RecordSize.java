package io.aiedge.schemas.topic;

/** How large records may be. Brokers, topics, mirrors and clients of all sites say the same. */
public final class RecordSize {
  /** The largest record of any topic: a chunk of an update has at most half of it. */
  public static final int MAX_RECORD_BYTES = 8 << 20;

  /** The largest request to write: the largest record, and room for its batch. */
  public static final int MAX_REQUEST_BYTES = MAX_RECORD_BYTES + (64 << 10);

  /**
   * The largest event that services take, chunks aside: with what they keep of it and say of it, it
   * still fits a record.
   */
  public static final int MAX_EVENT_BYTES = MAX_RECORD_BYTES / 2;

  private RecordSize() {}
}
