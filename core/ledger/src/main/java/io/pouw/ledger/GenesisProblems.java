package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Looks a genesis over, all of it, before one is made. */
final class GenesisProblems {
  /** Leaves a long room for all that is ever minted. */
  private static final long MAX_SUPPLY = 1L << 62;

  private final List<String> found = new ArrayList<>();

  private GenesisProblems() {}

  static List<String> of(
      String network,
      long timeMs,
      Parameters parameters,
      List<GenesisValidator> validators,
      List<GenesisAccount> accounts) {
    var problems = new GenesisProblems();
    problems.name("the network's name", network);
    problems.check(timeMs >= 0, "time " + timeMs + " ms, expected one after 1970");
    problems.found.addAll(parameters.problems());
    problems.validators(validators, parameters.get(Parameter.MIN_VALIDATOR_STAKE));
    problems.accounts(validators, accounts);
    problems.supply(validators, accounts);
    return List.copyOf(problems.found);
  }

  private void validators(List<GenesisValidator> validators, long minimum) {
    check(
        !validators.isEmpty() && validators.size() <= Genesis.MAX_VALIDATORS,
        validators.size() + " validators, expected 1 to " + Genesis.MAX_VALIDATORS);
    var names = new TreeSet<String>();
    for (GenesisValidator each : validators) {
      name("a validator's node_id", each.nodeId());
      check(names.add(each.nodeId()), "validator " + each.nodeId() + " stands there twice");
      check(
          each.stake() >= minimum,
          "Insufficient stake of validator %s: %s PAI, expected at least %s PAI"
              .formatted(each.nodeId(), pai(each.stake()), pai(minimum)));
      check(
          each.initialBalance() >= 0,
          "initial balance of validator " + each.nodeId() + " is negative");
    }
  }

  private void accounts(List<GenesisValidator> validators, List<GenesisAccount> accounts) {
    check(
        accounts.size() <= Genesis.MAX_ACCOUNTS,
        accounts.size() + " accounts, expected at most " + Genesis.MAX_ACCOUNTS);
    var addresses = new TreeSet<Address>();
    for (GenesisValidator each : validators)
      check(
          addresses.add(each.key().address()),
          "validator " + each.nodeId() + " has the key of another one");
    for (GenesisAccount each : accounts) {
      check(addresses.add(each.address()), "account " + each.address() + " stands there twice");
      check(each.balance() >= 0, "balance of account " + each.address() + " is negative");
      check(
          bytes(each.label()) <= GenesisValidator.MAX_NAME_BYTES,
          "label '" + each.label() + "' is too long");
    }
  }

  private void supply(List<GenesisValidator> validators, List<GenesisAccount> accounts) {
    BigInteger sum = BigInteger.ZERO;
    for (GenesisValidator each : validators)
      sum =
          sum.add(BigInteger.valueOf(each.stake())).add(BigInteger.valueOf(each.initialBalance()));
    for (GenesisAccount each : accounts) sum = sum.add(BigInteger.valueOf(each.balance()));
    check(
        sum.compareTo(BigInteger.valueOf(MAX_SUPPLY)) < 0,
        "more money than " + pai(MAX_SUPPLY) + " PAI");
  }

  private void name(String what, String name) {
    check(
        bytes(name) >= 1 && bytes(name) <= GenesisValidator.MAX_NAME_BYTES,
        "%s is '%s', expected 1 to %d bytes"
            .formatted(what, name, GenesisValidator.MAX_NAME_BYTES));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String pai(long amount) {
    return amount < 0 ? "-" + Amounts.format(-amount) : Amounts.format(amount);
  }

  private void check(boolean good, String problem) {
    if (!good) found.add(problem);
  }
}
