package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Amounts;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenesisTest {
  private final TestChain chain = new TestChain();
  private final Genesis good = chain.genesis;

  @Test
  void whatWasEncodedIsDecodedWithTheSameChainId() {
    Genesis decoded = Decoder.whole(good.toBytes(), Genesis::decode);
    assertEquals(good, decoded);
    assertEquals(good.chainId(), decoded.chainId());
  }

  @Test
  void everyFieldChangesTheChainId() {
    var other = new Genesis("test2", 1_000, good.parameters(), good.validators(), good.accounts());
    var later = new Genesis("test", 1_001, good.parameters(), good.validators(), good.accounts());
    Parameters parameters = good.parameters().with(Parameter.BASE_FEE, 1);
    var cheaper = new Genesis("test", 1_000, parameters, good.validators(), good.accounts());
    assertNotEquals(good.chainId(), other.chainId());
    assertNotEquals(good.chainId(), later.chainId());
    assertNotEquals(good.chainId(), cheaper.chainId());
  }

  @Test
  void tooLittleStakeIsInsufficientStake() {
    var poor =
        new GenesisValidator("node_7", chain.key("node_7").publicKey(), 999 * Amounts.PAI, 0);
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Genesis("test", 0, good.parameters(), List.of(poor), List.of()))
                .getMessage());
    assertTrue(
        message.contains(
            "Insufficient stake of validator node_7: 999 PAI, expected at least 1000 PAI"),
        message);
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    GenesisValidator validator = good.validators().getFirst();
    var account = new GenesisAccount(validator.key().address(), -1, "x".repeat(65));
    Parameters parameters =
        Parameters.DEFAULTS
            .with(Parameter.WORKERS_SHARE, 1)
            .with(Parameter.COMMITTEE_SIZE, 0)
            .with(Parameter.MIN_MINERS, 20);
    List<String> problems =
        Genesis.problems("", -1, parameters, List.of(validator, validator), List.of(account));
    String all = String.join("\n", problems);
    for (String part :
        List.of(
            "the network's name is ''",
            "time -1 ms",
            "parameter committee_size is 0, expected 1 to 64",
            "parameter min_miners is 20, over max_miners",
            "sum to 200001 ppm",
            "validator node_0 stands there twice",
            "has the key of another one",
            "balance of account",
            "label",
            "stands there twice"))
      assertTrue(all.contains(part), () -> part + " is not in\n" + all);
    assertTrue(
        Genesis.problems("x", 0, Parameters.DEFAULTS, List.of(), List.of())
            .getFirst()
            .startsWith("0 validators"));
  }

  @Test
  void anInvalidOrTruncatedEncodingIsACodecError() {
    byte[] bytes = good.toBytes();
    assertThrows(
        CodecException.class,
        () -> Decoder.whole(Arrays.copyOf(bytes, bytes.length - 1), Genesis::decode));
    bytes[3] = 0;
    assertThrows(CodecException.class, () -> Decoder.whole(bytes, Genesis::decode));
  }

  @Test
  void parametersAreSetByNameAndAnUnknownNameIsNamed() {
    Parameters parameters = Parameters.of(Map.of("base_fee", 7L));
    assertEquals(7, parameters.get(Parameter.BASE_FEE));
    assertEquals(Parameters.DEFAULTS, parameters.with(Parameter.BASE_FEE, 10_000));
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> Parameters.of(Map.of("base_feee", 7L)))
                .getMessage());
    assertTrue(message.contains("'base_feee'") && message.contains("base_fee,"), message);
  }

  @Test
  void everyParameterHasADefaultInItsRangeAndAReason() {
    for (Parameter each : Parameter.values()) {
      assertTrue(each.standard() >= each.low() && each.standard() <= each.high(), each.text());
      assertTrue(each.reason().length() > 10, each.text());
    }
  }

  @Test
  void theLedgerBeginsWithWhatGenesisGives() {
    LedgerState state = LedgerState.genesis(good);
    assertEquals(0, state.height());
    assertEquals(good.supply(), state.supply().total());
    assertEquals(2_000 * Amounts.PAI, chain.account("node_0").stake());
    assertEquals(TestChain.RICH, chain.account("client").balance());
    assertEquals(
        good.supply(),
        good.events().stream().mapToLong(LedgerEvent::amount).sum() + 3_000 * Amounts.PAI);
    assertEquals(state, LedgerState.of(state));
  }

  @Test
  void storedStateOfAnotherGenesisOrInPiecesIsRefused() {
    List<StateEntry> entries = chain.state.entries();
    var other = new Genesis("test", 1_000, good.parameters(), good.validators(), List.of());
    assertThrows(CodecException.class, () -> LedgerState.restore(other, entries));
    assertThrows(CodecException.class, () -> LedgerState.restore(good, List.of()));
    var lost = entries.stream().filter(each -> each.key()[0] != 'A').toList();
    assertThrows(IllegalStateException.class, () -> LedgerState.restore(good, lost));
    var strange = List.of(new StateEntry(new byte[] {'?'}, new byte[0]));
    assertThrows(CodecException.class, () -> LedgerState.restore(good, strange));
  }

  @Test
  void theStakeThatDetersGrowsAsTheDrawRateFalls() {
    assertEquals(99 * Amounts.PAI, Deterrence.requiredStake(Amounts.PAI, 10_000));
    assertEquals(0, Deterrence.requiredStake(Amounts.PAI, 1_000_000));
    assertEquals(3, Deterrence.requiredStake(1, 300_000), "2.33 rounded up");
    long last = Long.MAX_VALUE;
    for (Deterrence.Row row : Deterrence.table(5 * Amounts.PAI)) {
      assertTrue(row.stake() < last);
      last = row.stake();
    }
    assertThrows(IllegalArgumentException.class, () -> Deterrence.requiredStake(1, 0));
  }
}
