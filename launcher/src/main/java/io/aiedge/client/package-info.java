/**
 * What a user of the cloud can ask and do, over Kafka alone: read the views, follow what happens,
 * submit and stop jobs, fetch models. Used by the command line and the demo.
 */
@NullMarked
package io.aiedge.client;

import org.jspecify.annotations.NullMarked;
