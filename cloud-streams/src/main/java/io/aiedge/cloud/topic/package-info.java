/**
 * The topics that clusters get their commands in: made when a cluster joins, before it is sent any.
 */
@NullMarked
package io.aiedge.cloud.topic;

import org.jspecify.annotations.NullMarked;
