package io.pouw.node.verticle;

import io.pouw.ledger.Account;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Role;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bonds the configured stake and takes the tickets of the node's roles, once the account has the
 * money. A ticket that was revoked by a conviction is not taken again.
 */
final class TicketMachine implements RoleMachine {
  private static final long REPEAT_BLOCKS = 120;

  private final Address self;
  private final Set<Role> roles;
  private final long stake;
  private final Optional<Hash> privateData;
  private long askedAt = -1;

  /** Without private data. */
  TicketMachine(Address self, Set<Role> roles, long stake) {
    this(self, roles, stake, Optional.empty());
  }

  /**
   * A machine.
   *
   * @param privateData commitment to the node's own training data; stands in the miner's ticket
   */
  TicketMachine(Address self, Set<Role> roles, long stake, Optional<Hash> privateData) {
    this.privateData = privateData;
    this.self = self;
    this.roles = new TreeSet<>(roles);
    this.roles.remove(Role.PEER);
    this.stake = stake;
  }

  @Override
  public List<RoleEffect> on(RoleInput input) {
    return input instanceof RoleInput.Finalized finalized
        ? ask(LedgerState.of(finalized.view()))
        : List.of();
  }

  private List<RoleEffect> ask(LedgerState state) {
    Optional<Account> account = state.account(self);
    if (account.isEmpty() || account.get().slashed() > 0) return List.of();
    List<Role> missing =
        roles.stream().filter(role -> account.get().ticket(role).isEmpty()).toList();
    if (missing.isEmpty()) return List.of();
    if (askedAt >= 0 && state.height() < askedAt + REPEAT_BLOCKS) return List.of();
    askedAt = state.height();
    var effects = new ArrayList<RoleEffect>();
    long lacking = stake - account.get().stake();
    if (lacking > 0) {
      if (account.get().balance() < lacking) return List.of();
      effects.add(new RoleEffect.Submit(new TransactionBody.Stake(lacking)));
    }
    for (Role role : missing)
      effects.add(new RoleEffect.Submit(new TransactionBody.TakeTicket(role, preferences(role))));
    return effects;
  }

  private byte[] preferences(Role role) {
    String json =
        privateData
            .filter(commitment -> role == Role.MINER)
            .map(commitment -> "{\"private_data\":\"" + commitment + "\"}")
            .orElse("{}");
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
