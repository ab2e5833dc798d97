/**
 * The schema registry (Apicurio, core API version 3) as a catalogue beside the data, not in its
 * way: services publish the schemas of their events and look up those of newer producers. Nothing
 * here throws because the registry is away; whoever knows a schema goes on. Which topics there are
 * and how bytes are read does not belong here.
 */
@NullMarked
package io.aiedge.schemas.registry;

import org.jspecify.annotations.NullMarked;
