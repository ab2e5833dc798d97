/**
 * A client of a federated job: a process beside the data of one cluster that hears of rounds, reads
 * the version they start from, says how it does on held-out rows, learns, and sends what it has
 * learned. It talks to the Kafka of its own cluster only and works through any absence of the
 * cloud. How a model learns stands in {@code io.aiedge.trainer.training}.
 *
 * <p>The client is made to be killed: whatever it has not committed it does again to the same bits,
 * whatever it has committed it never does again.
 */
@NullMarked
package io.aiedge.trainer.client;

import org.jspecify.annotations.NullMarked;
