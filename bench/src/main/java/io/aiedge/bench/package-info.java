/**
 * Benchmarks. Each prints ratios within one run, against the plain consumer, the plain library or
 * the physical limit, because machines are shared and noisy. {@link io.aiedge.bench.Bench} runs
 * them.
 */
@NullMarked
package io.aiedge.bench;

import org.jspecify.annotations.NullMarked;
