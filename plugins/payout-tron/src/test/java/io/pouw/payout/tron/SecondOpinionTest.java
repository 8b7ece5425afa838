package io.pouw.payout.tron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.payout.tron.emulator.Rules;
import io.pouw.payout.tron.emulator.Token;
import io.pouw.payout.tron.emulator.TronEmulator;
import io.pouw.payout.tron.evm.Evm;
import io.pouw.payout.tron.evm.Message;
import io.pouw.payout.tron.evm.Outcome;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What this module makes, compared to tronweb (addresses, protobuf, ids, signatures, and its client
 * against the emulator), ethereumjs (the virtual machine) and solc (the token's code).
 */
class SecondOpinionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();
  private static final long SEED = 20_260_103;
  private static final Path CONTRACTS = Path.of("src", "main", "contracts");
  private static final Path CODE =
      Path.of("src/main/resources/io/pouw/payout/tron/emulator/SandboxUsdt.hex");
  private static final List<Integer> BINARY =
      List.of(
          1, 2, 3, 4, 5, 6, 7, 0xa, 0xb, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a, 0x1b,
          0x1c, 0x1d);

  private final Random random = new Random(SEED);
  private final ObjectNode questions = JSON.createObjectNode();

  @Test
  void othersComputeTheSame() throws Exception {
    Path npm = Npm.install();
    System.out.println("seed " + SEED);
    List<TronKey> keys = keys();
    List<TronTransaction> transactions = transactions(keys);
    List<byte[]> programs = programs();
    var token = new LocalToken(keys.getFirst().address());
    List<TokenCall> calls = tokenCalls(keys, token);
    try (var node = new TronEmulator(Rules.MAINNET, 0)) {
      askNode(node, keys);
      JsonNode answers =
          JSON.readTree(
              Npm.run(
                  Path.of("src/test/js/cross-check.mjs"), questions.toString(), npm.toString()));
      compareTransactions(answers, keys, transactions);
      comparePrograms(answers, programs);
      compareToken(answers, token, calls);
      compareNode(answers.path("node"), node, keys);
    }
    String compiled = Npm.run(CONTRACTS.resolve("compile.mjs"), "");
    assertEquals(Files.readString(CODE).strip(), compiled.strip(), "the token's code");
  }

  private List<TronKey> keys() {
    var keys = new ArrayList<TronKey>();
    ArrayNode asked = questions.putArray("keys");
    for (int i = 0; i < 20; i++) {
      byte[] secret = word();
      secret[0] &= 0x7f;
      keys.add(TronKey.of(secret));
      asked.add(HEX.formatHex(secret));
    }
    return keys;
  }

  private List<TronTransaction> transactions(List<TronKey> keys) {
    var transactions = new ArrayList<TronTransaction>();
    ArrayNode asked = questions.putArray("transactions");
    for (TronKey key : keys) {
      TronAddress other = keys.get(random.nextInt(keys.size())).address();
      TronContract contract =
          random.nextBoolean()
              ? new TronContract.Trigger(
                  key.address(), other, 0, Trc20.transfer(other, random.nextLong() >>> 1))
              : new TronContract.Transfer(key.address(), other, (random.nextLong() >>> 12) + 1);
      boolean calls = contract instanceof TronContract.Trigger;
      var raw =
          new TronTransaction.Raw(
              TronTransaction.BlockReference.to(HEX.formatHex(word())),
              random.nextLong() >>> 20,
              random.nextLong() >>> 20,
              calls ? random.nextInt(1, 100_000_000) : 0,
              contract);
      TronTransaction signed = TronTransaction.sign(raw, key);
      transactions.add(signed);
      ObjectNode question = asked.addObject();
      question.set("json", Token.json(signed));
      question.put("key", HEX.formatHex(key.secretBytes()));
    }
    return transactions;
  }

  private byte[] word() {
    var word = new byte[32];
    random.nextBytes(word);
    return word;
  }

  /** Numbers of all sizes, and those at which something changes. */
  private byte[] operand() {
    BigInteger one = BigInteger.ONE;
    BigInteger number =
        switch (random.nextInt(6)) {
          case 0 -> BigInteger.valueOf(random.nextInt(300));
          case 1 -> one.shiftLeft(255);
          case 2 -> one.shiftLeft(256).subtract(BigInteger.valueOf(random.nextInt(1, 300)));
          case 3 -> new BigInteger(random.nextInt(1, 256), random);
          default -> new BigInteger(256, random);
        };
    byte[] raw = number.toByteArray();
    return raw.length > 32 ? java.util.Arrays.copyOfRange(raw, 1, 33) : Trc20.word(number);
  }

  private List<byte[]> programs() {
    var programs = new ArrayList<byte[]>();
    ArrayNode asked = questions.putArray("programs");
    for (int i = 0; i < 800; i++) {
      int opcode = BINARY.get(i % BINARY.size());
      boolean modular = i % 7 == 0;
      var code = new java.io.ByteArrayOutputStream();
      for (int j = 0; j < 3; j++) {
        code.write(0x7f);
        code.writeBytes(operand());
      }
      code.write(modular ? 8 + random.nextInt(2) : opcode);
      code.writeBytes(HEX.parseHex(hash(i) + "60005260206000f3"));
      programs.add(code.toByteArray());
      asked.add(HEX.formatHex(code.toByteArray()));
    }
    return programs;
  }

  /** Some programs hash what they have calculated, some negate it. */
  private static String hash(int program) {
    return switch (program % 5) {
      case 0 -> "60405260206040" + "20";
      case 1 -> "19";
      case 2 -> "15";
      default -> "";
    };
  }

  private record TokenCall(TronAddress caller, byte[] data) {}

  private List<TokenCall> tokenCalls(List<TronKey> keys, LocalToken token) {
    ObjectNode asked = questions.putObject("token");
    asked.put("owner", token.owner.hex().substring(2)).put("init", HEX.formatHex(token.init));
    ArrayNode list = asked.putArray("calls");
    var calls = new ArrayList<TokenCall>();
    for (int i = 0; i < 200; i++) {
      TronAddress caller = i % 3 == 0 ? token.owner : keys.get(random.nextInt(6)).address();
      TronAddress other = keys.get(random.nextInt(6)).address();
      byte[] amount = Trc20.word(BigInteger.valueOf(random.nextInt(1_000)));
      byte[] data =
          switch (random.nextInt(6)) {
            case 0 -> Trc20.balanceOf(other);
            case 1 -> Trc20.call("approve(address,uint256)", Trc20.word(other), amount);
            case 2 ->
                Trc20.call(
                    "transferFrom(address,address,uint256)",
                    Trc20.word(other),
                    Trc20.word(caller),
                    amount);
            case 3 -> Trc20.call("issue(address,uint256)", Trc20.word(other), amount);
            case 4 -> random.nextBoolean() ? Trc20.call("name()") : word();
            default -> Trc20.call(Trc20.TRANSFER, Trc20.word(other), amount);
          };
      calls.add(new TokenCall(caller, data));
      list.addObject().put("caller", caller.hex().substring(2)).put("data", HEX.formatHex(data));
    }
    return calls;
  }

  private void askNode(TronEmulator node, List<TronKey> keys) {
    node.fund(keys.getFirst().address(), 1_000, 1_000_000_000);
    node.settle();
    questions
        .putObject("node")
        .put("url", node.url())
        .put("key", HEX.formatHex(keys.getFirst().secretBytes()))
        .put("token", node.token().toString())
        .put("to", keys.get(1).address().toString())
        .put("amount", 250);
  }

  private static void compareTransactions(
      JsonNode answers, List<TronKey> keys, List<TronTransaction> transactions) {
    for (int i = 0; i < keys.size(); i++)
      assertEquals(answers.path("addresses").path(i).asText(), keys.get(i).address().toString());
    for (int i = 0; i < transactions.size(); i++) {
      JsonNode theirs = answers.path("transactions").path(i);
      TronTransaction ours = transactions.get(i);
      assertEquals(theirs.path("raw").asText(), HEX.formatHex(ours.raw()), "transaction " + i);
      assertEquals(theirs.path("id").asText(), ours.id());
      byte[] signature = HEX.parseHex(theirs.path("signature").asText().replaceFirst("^0x", ""));
      assertEquals(
          HEX.formatHex(signature, 0, 64), HEX.formatHex(ours.signatures().getFirst(), 0, 64));
      assertEquals((signature[64] & 0xff) % 27, ours.signatures().getFirst()[64]);
    }
  }

  private static void comparePrograms(JsonNode answers, List<byte[]> programs) {
    for (int i = 0; i < programs.size(); i++) {
      Outcome ours =
          Evm.call(programs.get(i), message(new byte[0], BigInteger.ONE), key -> BigInteger.ZERO);
      assertEquals(
          answers.path("programs").path(i).asText(),
          ours.succeeded() ? HEX.formatHex(ours.output()) : "failed",
          "program " + HEX.formatHex(programs.get(i)));
    }
    assertEquals(programs.size(), answers.path("programs").size());
  }

  private static void compareToken(JsonNode answers, LocalToken token, List<TokenCall> calls) {
    assertEquals(answers.path("runtime").asText(), HEX.formatHex(token.code));
    for (int i = 0; i < calls.size(); i++) {
      JsonNode theirs = answers.path("calls").path(i);
      Outcome ours = token.call(calls.get(i).caller(), calls.get(i).data());
      assertEquals(theirs.path("ok").asBoolean(), ours.succeeded(), "call " + i);
      assertEquals(theirs.path("output").asText(), HEX.formatHex(ours.output()), "call " + i);
      var logs = JSON.createArrayNode();
      ours.logs()
          .forEach(log -> {
            ArrayNode parts = logs.addArray();
            log.topics().forEach(topic -> parts.add(HEX.formatHex(Trc20.word(topic))));
            parts.add(HEX.formatHex(log.data()));
          });
      assertEquals(theirs.path("logs").toString(), logs.toString(), "call " + i);
    }
  }

  private static void compareNode(JsonNode answer, TronEmulator node, List<TronKey> keys) {
    assertTrue(answer.path("sent").asBoolean(), answer.toString());
    assertEquals(1_000, Trc20.amount(answer.path("balance").asText()));
    node.produce(1);
    assertEquals(250, node.tokens(keys.get(1).address()));
    assertEquals(750, node.tokens(keys.getFirst().address()));
  }

  private static Message message(byte[] data, BigInteger caller) {
    return new Message(BigInteger.TEN, caller, BigInteger.ZERO, data, 100_000_000, 1, 1, false);
  }

  /** The token alone, without a chain. */
  private static final class LocalToken {
    private final TronAddress owner;
    private final byte[] init;
    private final byte[] code;
    private final Map<BigInteger, BigInteger> storage = new HashMap<>();

    LocalToken(TronAddress owner) throws java.io.IOException {
      this.owner = owner;
      String supply = HEX.formatHex(Trc20.word(BigInteger.TEN.pow(6)));
      this.init = HEX.parseHex(Files.readString(CODE).strip() + supply);
      Outcome made = Evm.deploy(init, message(new byte[0], owner.word()));
      assertTrue(made.succeeded(), made.message());
      this.code = made.output();
      storage.putAll(made.writes());
    }

    Outcome call(TronAddress caller, byte[] data) {
      Outcome outcome =
          Evm.call(
              code,
              message(data, caller.word()),
              key -> storage.getOrDefault(key, BigInteger.ZERO));
      storage.putAll(outcome.writes());
      return outcome;
    }
  }
}
