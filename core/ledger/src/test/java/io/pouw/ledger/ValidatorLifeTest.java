package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Registration.Standing;
import io.pouw.ledger.TransactionBody.Stake;
import io.pouw.ledger.TransactionBody.Unstake;
import io.pouw.ledger.ValidatorBody.ExitValidator;
import io.pouw.ledger.ValidatorBody.RegisterValidator;
import io.pouw.ledger.ValidatorBody.Unjail;
import io.pouw.primitives.Amounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Validators come, grow, shrink, leave and are jailed, on a chain with epochs of ten blocks. */
class ValidatorLifeTest {
  private static final int EPOCH = 10;
  private static final long PAI = Amounts.PAI;
  private static final long UNBONDING = 25;

  private final TestChain chain =
      new TestChain(
          TestChain.IMPATIENT
              .with(Parameter.EPOCH_BLOCKS, EPOCH)
              .with(Parameter.UNBONDING, UNBONDING)
              .with(Parameter.DOWNTIME_VIEWS, 4));

  private void finishEpoch() {
    long number = chain.state.epoch().number();
    while (chain.state.epoch().number() == number) chain.block();
  }

  private List<String> names() {
    return chain.state.validators().stream().map(Validator::nodeId).sorted().toList();
  }

  private long power(String name) {
    return chain.state.validators().stream()
        .filter(each -> each.nodeId().equals(name))
        .mapToLong(Validator::power)
        .sum();
  }

  private Standing standing(String owner) {
    return chain.state.registration(chain.address(owner)).orElseThrow().standing();
  }

  @Test
  void theFirstEpochIsThatOfGenesisAndTheNextBeginsAtOnceWithTheBeaconOfTheClosingBlock() {
    EpochState first = chain.state.epoch();
    assertEquals(EpochState.first(chain.genesis), first);
    assertEquals(List.of("node_0", "node_1"), names());
    chain.blocks(EPOCH - 1);
    assertEquals(first, chain.state.epoch());
    Transition closing = chain.block();
    EpochState next = closing.after().epoch();
    assertEquals(1, next.number());
    assertEquals(EPOCH + 1, next.firstHeight());
    assertEquals(2 * EPOCH, next.lastHeight());
    assertEquals(closing.after().beacon(), next.seed());
    chain.block();
    assertEquals((1L << 32) + 1, chain.state.head().view(), "its views begin anew");
  }

  @Test
  void aValidatorNeedsTheMinimumStake() {
    assertEquals(
        "Insufficient stake: 0 PAI are bonded, to validate takes 1000 PAI",
        chain.refusal("other", new RegisterValidator("newcomer")));
    chain.block(chain.sign("other", new Stake(999 * PAI)));
    assertTrue(
        chain.refusal("other", new RegisterValidator("newcomer")).startsWith("Insufficient stake"));
  }

  @Test
  void whoRegistersValidatesFromTheNextEpochOnWithAllItsStake() {
    chain.block(
        chain.sign("other", new Stake(1_500 * PAI)),
        chain.sign("other", new RegisterValidator("newcomer")));
    assertEquals(List.of("node_0", "node_1"), names());
    finishEpoch();
    assertEquals(List.of("newcomer", "node_0", "node_1"), names());
    assertEquals(1_500 * PAI, power("newcomer"));
    chain.block(
        chain.sign("other", new Stake(500 * PAI)), chain.sign("node_0", new Unstake(700 * PAI)));
    assertEquals(1_500 * PAI, power("newcomer"));
    finishEpoch();
    assertEquals(2_000 * PAI, power("newcomer"));
    assertEquals(1_300 * PAI, power("node_0"));
    finishEpoch();
    chain.checkHistory();
  }

  @Test
  void namesAndRegistrationsAreUnique() {
    chain.block(chain.sign("other", new Stake(1_500 * PAI)));
    assertEquals(
        "there is a validator node_1 already",
        chain.refusal("other", new RegisterValidator("node_1")));
    assertTrue(
        chain.refusal("node_0", new RegisterValidator("again")).contains("is registered as"));
    assertEquals("a validator without a name", chain.refusal("other", new RegisterValidator("")));
  }

  @Test
  void aValidatorKeepsItsMinimumUntilItExits() {
    assertTrue(
        chain.refusal("node_1", new Unstake(1)).startsWith("Insufficient stake would be left"));
    chain.block(
        chain.sign("node_1", new ExitValidator()), chain.sign("node_1", new Unstake(1_000 * PAI)));
    assertEquals(List.of("node_0", "node_1"), names(), "it decides this epoch to its end");
    assertEquals(
        EPOCH + UNBONDING,
        chain.account("node_1").unbonding().getFirst().releaseHeight(),
        "its stake is at risk as if unbonded at the epoch's end");
    finishEpoch();
    assertEquals(List.of("node_0"), names());
    assertEquals(Standing.EXITED, standing("node_1"));
    while (chain.state.height() < EPOCH + UNBONDING) chain.block();
    assertEquals(List.of(), chain.account("node_1").unbonding());
    assertTrue(chain.refusal("node_1", new ExitValidator()).contains("not validating"));
    chain.checkHistory();
  }

  @Test
  void whoExitedMayComeBack() {
    chain.block(chain.sign("node_1", new ExitValidator()));
    chain.block(chain.sign("node_1", new RegisterValidator("node_1")));
    finishEpoch();
    assertEquals(List.of("node_0", "node_1"), names());
  }

  @Test
  void theLastValidatorsGoOnIfNobodyElseIsLeft() {
    chain.block(
        chain.sign("node_0", new ExitValidator()), chain.sign("node_1", new ExitValidator()));
    finishEpoch();
    assertEquals(List.of("node_0", "node_1"), names());
  }

  @Test
  void onlyTheRichestFitIntoAFullSet() {
    var small = new TestChain(TestChain.IMPATIENT.with(Parameter.MAX_VALIDATORS, 1));
    small.block();
    EpochState full = small.state.epoch();
    assertEquals(2, full.validators().size(), "genesis stands as it is");
    while (small.state.epoch().number() == 0 && small.state.height() < 5) small.block();
    var limited =
        new TestChain(
            TestChain.IMPATIENT.with(Parameter.EPOCH_BLOCKS, 2).with(Parameter.MAX_VALIDATORS, 1));
    limited.blocks(2);
    assertEquals("node_0", limited.state.validators().getFirst().nodeId());
    assertEquals(1, limited.state.validators().size());
  }

  /** Lets the views go by that a validator leads. */
  private void blocksWithout(String name) {
    long number = chain.state.epoch().number();
    while (chain.state.epoch().number() == number) {
      while (chain.state.epoch().leader(chain.nextView()).nodeId().equals(name)) chain.skipViews(1);
      chain.block();
    }
  }

  @Test
  void whoIsAwayIsJailedAndComesBackWhenItAsks() {
    finishEpoch();
    chain.block(
        chain.sign("other", new Stake(1_000 * PAI)),
        chain.sign("other", new RegisterValidator("lazy")));
    finishEpoch();
    for (int epochs = 0; standing("other") == Standing.ACTIVE; epochs++) {
      assertTrue(epochs < 10, "never jailed");
      blocksWithout("lazy");
    }
    assertEquals(Standing.JAILED, standing("other"));
    assertEquals(List.of("node_0", "node_1"), names());
    assertEquals(1_000 * PAI, chain.account("other").stake(), "being away costs no stake");
    long until = chain.state.registration(chain.address("other")).orElseThrow().jailedUntil();
    assertEquals(chain.state.epoch().number() + 1, until);
    assertTrue(chain.refusal("other", new Unjail()).contains("is jailed until epoch " + until));
    assertTrue(chain.refusal("node_0", new Unjail()).contains("is not jailed"));
    finishEpoch();
    chain.block(chain.sign("other", new Unjail()));
    finishEpoch();
    assertEquals(List.of("lazy", "node_0", "node_1"), names());
  }

  @Test
  void nobodyWithMoreThanAThirdOfTheStakeIsJailed() {
    for (int epochs = 0; epochs < 5; epochs++) blocksWithout("node_0");
    assertEquals(Standing.ACTIVE, standing("node_0"), "it has two thirds");
    assertEquals(List.of("node_0", "node_1"), names());
  }

  @Test
  void aLongSilenceOfTheNetworkCountsAgainstNobody() {
    chain.skipViews(Attendance.LONGEST_GAP + 1);
    chain.block();
    assertEquals(
        0, chain.state.attendance().turns().stream().mapToInt(Attendance.Turns::missed).sum());
    chain.skipViews(Attendance.LONGEST_GAP);
    chain.block();
    assertEquals(
        Attendance.LONGEST_GAP,
        chain.state.attendance().turns().stream().mapToInt(Attendance.Turns::missed).sum());
  }
}
