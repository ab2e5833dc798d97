/**
 * Typed configuration: a {@link io.aiedge.core.config.ConfigKey} names one setting, parses it, says
 * its default and documents it. Each module declares its keys next to the record they fill; nothing
 * here knows a module.
 */
@NullMarked
package io.aiedge.core.config;

import org.jspecify.annotations.NullMarked;
