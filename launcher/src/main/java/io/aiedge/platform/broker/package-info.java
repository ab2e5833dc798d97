/**
 * One Kafka broker inside this Java virtual machine, for the embedded platform and for tests. A
 * production site has a Kafka cluster of its own in place of this.
 */
@NullMarked
package io.aiedge.platform.broker;

import org.jspecify.annotations.NullMarked;
