package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static io.pouw.node.verticle.Fixtures.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.management.payout.PayoutFilter;
import io.pouw.management.payout.PayoutRequest;
import io.pouw.management.payout.PayoutStatus;
import io.pouw.node.payout.NodeChain;
import io.pouw.node.payout.PayoutService;
import io.pouw.payout.ledger.LedgerRail;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.storage.sql.SqlSettings;
import io.pouw.storage.sql.SqlStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PAI paid on the chain of a real node. */
class LedgerPayoutTest {
  @TempDir Path folder;

  @Test
  void membersArePaidByTransactionsOfTheNode() throws Exception {
    try (TestNode node = TestNode.start(folder.resolve("node"), genesis(), VALIDATOR);
        SqlStore sql = SqlStore.open(SqlSettings.embedded(folder.resolve("sql")));
        PayoutService payouts =
            PayoutService.open(
                sql,
                name -> Optional.of(new LedgerRail()),
                Map.of("payout.ledger.enabled", "true"),
                Signer.of(OWNER),
                Optional.of(new NodeChain(node.node.desk(), node.node.ledgerVerticle()::nextNonce)),
                InstantSource.system())) {
      List<PayoutRequest> requests =
          IntStream.range(0, 20)
              .mapToObj(i ->
                  new PayoutRequest(
                      "r" + i,
                      "ledger",
                      "m" + i,
                      key(10 + i).address().toString(),
                      (i + 1) * Amounts.PAI))
              .toList();
      assertEquals(20, payouts.desk().request(requests, "test"));
      var engine = payouts.rail("ledger").engine();
      assertEquals(List.of(), engine.turn(true).problems());
      TestNode.until(
          node.node.vertx(), () -> node.node.ledger().account(key(29).address()).isPresent());
      engine.turn(false);
      for (int i = 0; i < 20; i++)
        assertEquals(
            (i + 1) * Amounts.PAI,
            node.node.ledger().account(key(10 + i).address()).orElseThrow().balance());
      assertTrue(
          payouts.desk().list(PayoutFilter.all(50)).stream()
              .allMatch(each -> each.status() == PayoutStatus.CONFIRMED));
    }
  }
}
