/**
 * What every service on Kafka Streams shares: its life ({@link io.aiedge.stream.StreamService}),
 * how its processors read events and set aside what they cannot use ({@link
 * io.aiedge.stream.EventProcessor}), and how they write ({@link io.aiedge.stream.Outbox}). What a
 * service decides does not belong here.
 */
@NullMarked
package io.aiedge.stream;

import org.jspecify.annotations.NullMarked;
