/** Rules of commands: in order, once, one answer each. */
@NullMarked
package io.aiedge.core.command;

import org.jspecify.annotations.NullMarked;
