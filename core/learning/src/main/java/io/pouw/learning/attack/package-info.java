/** What Byzantine workers do, for tests, simulations and the demo: to be told from the honest. */
@NullMarked
package io.pouw.learning.attack;

import org.jspecify.annotations.NullMarked;
