@NullMarked
package io.pouw.consensus.sync;

import org.jspecify.annotations.NullMarked;
