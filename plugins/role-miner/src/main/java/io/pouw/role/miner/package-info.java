/** The miner role. */
@NullMarked
package io.pouw.role.miner;

import org.jspecify.annotations.NullMarked;
