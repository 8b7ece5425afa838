package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TicketMachineTest {
  private static final long STAKE = 500 * Amounts.PAI;

  private LedgerState state = LedgerState.genesis(Fixtures.genesis());
  private long nonce;

  private static TicketMachine machine(Set<Role> roles) {
    return new TicketMachine(OWNER.address(), roles, STAKE);
  }

  /** What the machine submits when it sees the ledger as it is. */
  private List<TransactionBody> asks(TicketMachine machine) {
    return machine.on(new RoleInput.Finalized(state)).stream()
        .map(effect -> (TransactionBody) ((RoleEffect.Submit) effect).body())
        .toList();
  }

  private void block(List<TransactionBody> bodies) {
    var transactions = new ArrayList<io.pouw.ledger.Transaction>();
    for (TransactionBody body : bodies)
      transactions.add(
          io.pouw.ledger.Transaction.sign(
              Signer.of(OWNER), state.chainId(), nonce++, 10_000, body));
    var built =
        state.build(
            state.head().view() + 1, state.head().timestampMs() + 1, VALIDATOR, transactions);
    assertEquals(List.of(), built.rejected());
    state = built.transition().after();
  }

  @Test
  void theStakeIsBondedAndTheTicketsTakenOnce() {
    TicketMachine machine = machine(Set.of(Role.MINER, Role.VERIFIER, Role.PEER));
    List<TransactionBody> wishes = asks(machine);
    assertEquals(3, wishes.size());
    assertEquals(new TransactionBody.Stake(STAKE), wishes.getFirst());
    assertEquals(List.of(), asks(machine), "they are under way");
    block(wishes);
    var account = state.account(OWNER.address()).orElseThrow();
    assertEquals(STAKE, account.stake());
    assertTrue(account.ticket(Role.MINER).isPresent());
    assertTrue(account.ticket(Role.VERIFIER).isPresent());
    assertEquals(2, account.tickets().size());
    assertEquals(List.of(), asks(machine));
  }

  @Test
  void whatWasLostOnTheWayIsAskedForAgainAfterAWhile() {
    TicketMachine machine = machine(Set.of(Role.MINER));
    List<TransactionBody> first = asks(machine);
    List<TransactionBody> again = List.of();
    int quietBlocks = 0;
    while (again.isEmpty() && quietBlocks < 1_000) {
      block(List.of());
      again = asks(machine);
      quietBlocks++;
    }
    assertEquals(first.size(), again.size());
    assertTrue(quietBlocks >= 10, "asked again after " + quietBlocks + " blocks");
  }

  @Test
  void aRestartedNodeThatHasItsTicketsAsksForNothing() {
    block(asks(machine(Set.of(Role.MINER))));
    assertEquals(List.of(), asks(machine(Set.of(Role.MINER))));
  }

  @Test
  void withoutMoneyOrRolesNothingIsAskedFor() {
    assertEquals(List.of(), asks(machine(Set.of(Role.PEER))));
    KeyPair poor = Fixtures.key(9);
    var machine = new TicketMachine(poor.address(), Set.of(Role.MINER), STAKE);
    assertEquals(List.of(), asks(machine));
  }
}
