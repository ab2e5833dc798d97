/**
 * How the cloud turns an average update into the next version of a model: FedAvg and the adaptive
 * strategies of Reddi et al., one small interface. FedProx differs from FedAvg at the clients only.
 * A further strategy is written here, gets a kind in {@code StrategySettings} and in the enum of
 * {@code learning.avdl}; nothing else knows the kinds.
 */
@NullMarked
package io.aiedge.core.strategy;

import org.jspecify.annotations.NullMarked;
