/** What a cluster is called and where it stands in the tree of sites. */
@NullMarked
package io.aiedge.core.cluster;

import org.jspecify.annotations.NullMarked;
