package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a chain begins with; its hash is the chain's id. Valid by construction.
 *
 * @param network a name for people, 1 to 64 bytes
 * @param timeMs Unix milliseconds, below which no block's timestamp lies
 * @param validators at least one, each with a name and key of its own
 * @param accounts others with money, each address once and none a validator's
 */
public record Genesis(
    String network,
    long timeMs,
    Parameters parameters,
    List<GenesisValidator> validators,
    List<GenesisAccount> accounts)
    implements Encodable {
  static final int MAX_VALIDATORS = 1024;
  static final int MAX_ACCOUNTS = 1 << 20;

  /**
   * @throws IllegalArgumentException naming every problem
   */
  public Genesis {
    validators = List.copyOf(validators);
    accounts = List.copyOf(accounts);
    List<String> problems = GenesisProblems.of(network, timeMs, parameters, validators, accounts);
    if (!problems.isEmpty())
      throw new IllegalArgumentException("genesis: " + String.join("; ", problems));
  }

  /** Everything that is wrong with a genesis of these parts; empty if it can be made. */
  public static List<String> problems(
      String network,
      long timeMs,
      Parameters parameters,
      List<GenesisValidator> validators,
      List<GenesisAccount> accounts) {
    return GenesisProblems.of(network, timeMs, parameters, validators, accounts);
  }

  public static Genesis decode(Decoder in) {
    try {
      return new Genesis(
          in.text(GenesisValidator.MAX_NAME_BYTES),
          in.u63(),
          Parameters.decode(in),
          in.list(MAX_VALIDATORS, GenesisValidator::decode),
          in.list(MAX_ACCOUNTS, GenesisAccount::decode));
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.text(network).i64(timeMs).put(parameters).list(validators).list(accounts);
  }

  public Hash chainId() {
    return Hash.of(Domain.GENESIS, this);
  }

  /** What stands in the place of a block at height 0. */
  public Head block() {
    byte[] chain = chainId().toBytes();
    return new Head(0, 0, Hash.of(Domain.BLOCK, chain), timeMs, Hash.of(Domain.BEACON, chain));
  }

  /** All the money at height 0. */
  public long supply() {
    return LongStream.concat(
            validators.stream()
                .mapToLong(each -> Math.addExact(each.stake(), each.initialBalance())),
            accounts.stream().mapToLong(GenesisAccount::balance))
        .reduce(0, Math::addExact);
  }

  /** Why each account has its balance at height 0: the first events of its history. */
  public List<LedgerEvent> events() {
    var events = new ArrayList<LedgerEvent>();
    for (GenesisValidator each : validators)
      events.add(event(each.key().address(), each.initialBalance(), "validator " + each.nodeId()));
    for (GenesisAccount each : accounts)
      events.add(event(each.address(), each.balance(), each.label()));
    return List.copyOf(events);
  }

  private static LedgerEvent event(Address account, long amount, String whose) {
    return new LedgerEvent(
        0,
        account,
        LedgerEvent.Kind.GENESIS,
        amount,
        "balance from genesis: " + whose,
        LedgerEvent.Cause.NONE);
  }
}
