/**
 * The command line. Each command reads its options, asks {@link io.aiedge.client.CloudClient} or
 * starts a part of the platform, and prints a table or, with {@code --json}, the same as JSON.
 */
@NullMarked
package io.aiedge.cli;

import org.jspecify.annotations.NullMarked;
