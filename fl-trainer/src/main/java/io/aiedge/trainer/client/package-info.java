/**
 * A client of a federated job: a process beside the data of one cluster that hears of rounds, reads
 * the version they start from, says how it does on held-out rows, learns, and sends what it has
 * learned. It talks to the Kafka of its own cluster only and works through any absence of the
 * cloud. Here stands what it does when. What it is asked stands in {@code io.aiedge.trainer.order},
 * how it comes by the graph and the versions of a model in {@code graph} and {@code version}, how
 * the model learns in {@code training}, and how what was learned is sent in {@code upload}.
 *
 * <p>The client is made to be killed: whatever it has not committed it does again to the same bits,
 * whatever it has committed it never does again.
 */
@NullMarked
package io.aiedge.trainer.client;

import org.jspecify.annotations.NullMarked;
