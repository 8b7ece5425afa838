package io.pouw.node.testnet;

import io.pouw.plugin.testnet.RunningTestnet;
import io.pouw.plugin.testnet.TestnetHost;
import io.pouw.plugin.testnet.TestnetPlan;
import java.util.function.IntConsumer;

/** Testnets of production nodes in this JVM, as {@code pouw testnet run --real} finds them. */
public final class LoopbackTestnetHost implements TestnetHost {
  @Override
  public RunningTestnet start(TestnetPlan plan, IntConsumer up) throws Exception {
    return LoopbackTestnet.start(plan, up);
  }
}
