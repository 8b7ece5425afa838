/**
 * What stands in the audit log of a node, how its entries hang together, and how many there may be.
 * Pure; the file is {@code io.pouw.storage.audit}'s.
 */
@NullMarked
package io.pouw.security.audit;

import org.jspecify.annotations.NullMarked;
