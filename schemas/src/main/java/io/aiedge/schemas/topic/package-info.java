/**
 * The topic catalogue: every topic of the platform with its key, events, partitions, retention and
 * the way it flows. Topics are created from it, MirrorMaker's configuration and {@code
 * docs/topics.md} are generated from it. A new topic is added here and nowhere else.
 */
@NullMarked
package io.aiedge.schemas.topic;

import org.jspecify.annotations.NullMarked;
