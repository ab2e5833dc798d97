package io.aiedge.core.workload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a workload does.
 *
 * @param name of the workload
 * @param revision the revision this is about
 * @param epoch of its placement
 * @param state where it stands
 * @param pid process id, of the group's leader; 0 where none runs
 * @param restarts starts of this revision after the first
 * @param lastExit how it last ended; null where it has not
 * @param since when it came to this state
 * @param message what a person should know, such as limits that could not be set; empty for nothing
 */
public record WorkloadStatus(
    WorkloadName name,
    long revision,
    long epoch,
    WorkloadState state,
    long pid,
    int restarts,
    @Nullable Exit lastExit,
    Instant since,
    String message) {}
