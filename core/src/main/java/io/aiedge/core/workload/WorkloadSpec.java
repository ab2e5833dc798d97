package io.aiedge.core.workload;

/** What a workload is; each shim runs one kind and refuses the others. */
public sealed interface WorkloadSpec permits ProcessSpec {}
