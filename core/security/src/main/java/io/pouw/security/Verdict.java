package io.pouw.security;

import java.time.Duration;

/** What is to be done with a message that came in. */
public sealed interface Verdict {
  /** Deliver it, then read nothing more from the peer for a while; zero for no pause. */
  record Accept(Duration pause) implements Verdict {}

  /** Ignore this message; the peer stays. */
  record Drop() implements Verdict {}

  /** Disconnect the peer and refuse it for the length of the ban. */
  record CutOff(SecurityAlert alert, Ban ban) implements Verdict {}
}
