/**
 * What a job's specification means: the parts of it that both the cloud, which admits a job, and
 * those who run it read. Each reader refuses what cannot be, with the name of the field.
 */
@NullMarked
package io.aiedge.schemas.job;

import org.jspecify.annotations.NullMarked;
