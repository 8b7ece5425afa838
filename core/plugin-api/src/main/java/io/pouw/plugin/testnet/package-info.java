/** What a testnet is asked for and what it reports, whether it runs in simulation or for real. */
@NullMarked
package io.pouw.plugin.testnet;

import org.jspecify.annotations.NullMarked;
