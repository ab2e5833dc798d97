/**
 * What the cloud asks of the clients of a job, as heard from the topic of rounds. What comes of it
 * is decided in {@code io.aiedge.trainer.client}.
 */
@NullMarked
package io.aiedge.trainer.order;

import org.jspecify.annotations.NullMarked;
