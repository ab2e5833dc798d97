/**
 * The life of commands at the cloud: each gets its place in the order of its cluster, and its state
 * is kept from request to answer.
 */
@NullMarked
package io.aiedge.cloud.command;

import org.jspecify.annotations.NullMarked;
