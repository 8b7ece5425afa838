/** Proofs of single state entries for those who do not follow the chain. */
@NullMarked
package io.pouw.node.proof;

import org.jspecify.annotations.NullMarked;
