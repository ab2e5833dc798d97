/**
 * How values become update chunks on the wire. Used by the client for what it has learned and by
 * submission for first weights; what is sent, and when, is decided there.
 */
@NullMarked
package io.aiedge.trainer.upload;

import org.jspecify.annotations.NullMarked;
