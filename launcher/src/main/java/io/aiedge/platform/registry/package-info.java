/**
 * The Apicurio schema registry as a process of its own, for the embedded platform. It is a Quarkus
 * application with libraries that do not go together with ours, so it never runs in this virtual
 * machine. Those who use a registry know only its address.
 */
@NullMarked
package io.aiedge.platform.registry;

import org.jspecify.annotations.NullMarked;
