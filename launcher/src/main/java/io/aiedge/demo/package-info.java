/**
 * The demo: a platform on this machine, a public data set dealt out unevenly to its edges, and a
 * federated job over it, compared with training alone and with training in one place. Everything it
 * does goes through the platform's topics; only the comparison is made here.
 */
@NullMarked
package io.aiedge.demo;

import org.jspecify.annotations.NullMarked;
