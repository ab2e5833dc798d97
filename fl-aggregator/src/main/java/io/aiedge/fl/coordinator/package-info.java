/**
 * Runs federated jobs: one stream processor per partition of jobs. It decodes events, asks {@link
 * io.aiedge.core.job.JobRules}, keeps the state and writes what the rules want done. No rule stands
 * here. Start reading at {@link io.aiedge.fl.coordinator.CoordinatorTopology}.
 */
@NullMarked
package io.aiedge.fl.coordinator;

import org.jspecify.annotations.NullMarked;
