/** The Kafka of a trainer's own site: its clients, and where those without a group read. */
@NullMarked
package io.aiedge.trainer.kafka;

import org.jspecify.annotations.NullMarked;
