/**
 * How the cloud turns an average update into the next version of a model: FedAvg and the adaptive
 * strategies of Reddi et al., one small interface. FedProx differs from FedAvg at the clients only.
 */
@NullMarked
package io.aiedge.core.strategy;

import org.jspecify.annotations.NullMarked;
