/**
 * Judges the updates of a round: who stands out is named in alerts and loses reputation. Nobody is
 * slashed for it: an odd update may come from odd data.
 */
@NullMarked
package io.pouw.security.gradient;

import org.jspecify.annotations.NullMarked;
