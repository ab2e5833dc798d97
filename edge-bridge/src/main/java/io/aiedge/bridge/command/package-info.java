/**
 * Commands in order, once, one answer each: {@link io.aiedge.bridge.command.CommandTopology}.
 * Whether a command is applied is decided in {@code io.aiedge.core.command}.
 */
@NullMarked
package io.aiedge.bridge.command;

import org.jspecify.annotations.NullMarked;
