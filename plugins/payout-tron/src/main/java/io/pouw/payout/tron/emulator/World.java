package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.TronAddress;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accounts and contracts after a block. Confined to who works on it; copied for the next block. */
final class World {
  private final Map<TronAddress, Account> accounts;
  private final Map<TronAddress, Contract> contracts;

  /** Code, storage and use; the storage belongs to one world. */
  @SuppressWarnings("ArrayRecordComponent") // written once, read only
  record Contract(byte[] code, Map<BigInteger, BigInteger> storage, Crowd crowd) {}

  World() {
    this(new HashMap<>(), new HashMap<>());
  }

  private World(Map<TronAddress, Account> accounts, Map<TronAddress, Contract> contracts) {
    this.accounts = accounts;
    this.contracts = contracts;
  }

  World copy() {
    var copied = new HashMap<TronAddress, Contract>();
    contracts.forEach((address, contract) ->
        copied.put(
            address,
            new Contract(contract.code(), new HashMap<>(contract.storage()), contract.crowd())));
    return new World(new HashMap<>(accounts), copied);
  }

  boolean knows(TronAddress address) {
    return accounts.containsKey(address);
  }

  Account account(TronAddress address) {
    return accounts.getOrDefault(address, Account.NONE);
  }

  void put(TronAddress address, Account account) {
    accounts.put(address, account);
  }

  Optional<Contract> contract(TronAddress address) {
    return Optional.ofNullable(contracts.get(address));
  }

  void put(TronAddress address, byte[] code, Map<BigInteger, BigInteger> storage) {
    contracts.put(address, new Contract(code, new HashMap<>(storage), Crowd.NONE));
  }

  void put(TronAddress address, Crowd crowd) {
    Contract contract = contract(address).orElseThrow();
    contracts.put(address, new Contract(contract.code(), contract.storage(), crowd));
  }

  void write(TronAddress address, Map<BigInteger, BigInteger> writes) {
    Contract contract = contract(address).orElseThrow();
    writes.forEach((key, value) -> {
      if (value.signum() == 0) contract.storage().remove(key);
      else contract.storage().put(key, value);
    });
  }
}
