package io.aiedge.core.job;

import java.util.Map;

/**
 * What an accumulator says of its partition when a round closes.
 *
 * @param round the round
 * @param attempt the try of closing it answers
 * @param partition the partition
 * @param digests SHA-256 of each chunk it made; empty where something is missing
 * @param missing contributions it cannot use: client to reason
 */
public record PartitionAnswer(
    int round,
    int attempt,
    int partition,
    Map<Integer, byte[]> digests,
    Map<String, String> missing) {}
