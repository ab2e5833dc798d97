/**
 * What a client sends: its updates, each in one transaction with its manifest, and what their
 * encoding left out for the next. How values become chunks on the wire is also used by submission
 * for first weights. When an update is sent is decided in {@code io.aiedge.trainer.client}.
 */
@NullMarked
package io.aiedge.trainer.upload;

import org.jspecify.annotations.NullMarked;
