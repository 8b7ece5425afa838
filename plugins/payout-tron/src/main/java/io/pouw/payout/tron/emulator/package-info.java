/** A TRON node in this process, with the checks of a real one, for tests, demos and rehearsals. */
@NullMarked
package io.pouw.payout.tron.emulator;

import org.jspecify.annotations.NullMarked;
