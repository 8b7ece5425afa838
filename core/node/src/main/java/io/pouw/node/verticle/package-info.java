/** The verticles, each hosting one machine or store. */
@NullMarked
package io.pouw.node.verticle;

import org.jspecify.annotations.NullMarked;
