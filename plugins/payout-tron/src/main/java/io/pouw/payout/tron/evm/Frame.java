package io.pouw.payout.tron.evm;

import io.pouw.payout.tron.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of code: stack, memory, energy, and what it wrote. */
final class Frame {
  private static final int STACK_LIMIT = 1024;
  private static final byte[] NOTHING = {};

  private final byte[] code;
  private final Message message;
  private final Evm.Storage storage;
  private final BitSet jumpTargets;
  private final Memory memory = new Memory();
  private final List<BigInteger> stack = new ArrayList<>();
  private final Map<BigInteger, BigInteger> writes = new LinkedHashMap<>();
  private final List<Log> logs = new ArrayList<>();
  private final long factor;
  private long energy;
  private long penalty;

  /** Of the instruction that runs, without penalty. */
  private long instructionEnergy;

  private int at;

  Frame(byte[] code, Message message, Evm.Storage storage, long factor) {
    this.factor = factor;
    this.code = code;
    this.message = message;
    this.storage = storage;
    this.jumpTargets = targets(code);
  }

  /** Places of JUMPDEST that are no data of a push. */
  private static BitSet targets(byte[] code) {
    var targets = new BitSet(code.length);
    for (int i = 0; i < code.length; i++) {
      int opcode = code[i] & 0xff;
      if (opcode == 0x5b) targets.set(i);
      if (opcode >= 0x60 && opcode <= 0x7f) i += opcode - 0x5f;
    }
    return targets;
  }

  long energyUsed() {
    return energy;
  }

  long penalty() {
    return penalty;
  }

  Map<BigInteger, BigInteger> writes() {
    return writes;
  }

  List<Log> logs() {
    return List.copyOf(logs);
  }

  /** Runs to the end; what it returns. */
  byte[] run() {
    while (at < code.length) {
      int opcode = code[at++] & 0xff;
      instructionEnergy = 0;
      use(Energy.of(opcode));
      switch (opcode) {
        case 0x00 -> {
          return NOTHING;
        }
        case 0xf3 -> {
          return range();
        }
        case 0xfd -> throw new Revert(range());
        default -> step(opcode);
      }
    }
    return NOTHING;
  }

  private void step(int opcode) {
    if (opcode >= 0x60 && opcode <= 0x7f) pushBytes(opcode - 0x5f);
    else if (opcode >= 0x80 && opcode <= 0x8f) push(peek(opcode - 0x80));
    else if (opcode >= 0x90 && opcode <= 0x9f) swap(opcode - 0x8f);
    else if (opcode >= 0xa0 && opcode <= 0xa4) log(opcode - 0xa0);
    else if (opcode < 0x20) calculate(opcode);
    else if (opcode < 0x50) environment(opcode);
    else flow(opcode);
  }

  private void calculate(int opcode) {
    switch (opcode) {
      case 0x08, 0x09 -> {
        BigInteger a = pop();
        BigInteger b = pop();
        push(Word.modulo(opcode == 0x08 ? a.add(b) : a.multiply(b), pop()));
      }
      case 0x15 -> push(Word.of(pop().signum() == 0));
      case 0x19 -> push(Word.MASK.andNot(pop()));
      default -> {
        BigInteger a = pop();
        push(binary(opcode, a, pop()));
      }
    }
  }

  private BigInteger binary(int opcode, BigInteger a, BigInteger b) {
    return switch (opcode) {
      case 0x01 -> Word.wrap(a.add(b));
      case 0x02 -> Word.wrap(a.multiply(b));
      case 0x03 -> Word.wrap(a.subtract(b));
      case 0x04 -> Word.divide(a, b);
      case 0x05 -> Word.signedDivide(a, b);
      case 0x06 -> Word.modulo(a, b);
      case 0x07 -> Word.signedModulo(a, b);
      case 0x0a -> power(a, b);
      case 0x0b -> Word.signExtend(a, b);
      case 0x10 -> Word.of(a.compareTo(b) < 0);
      case 0x11 -> Word.of(a.compareTo(b) > 0);
      case 0x12 -> Word.of(Word.signed(a).compareTo(Word.signed(b)) < 0);
      case 0x13 -> Word.of(Word.signed(a).compareTo(Word.signed(b)) > 0);
      case 0x14 -> Word.of(a.equals(b));
      case 0x16 -> a.and(b);
      case 0x17 -> a.or(b);
      case 0x18 -> a.xor(b);
      case 0x1a -> Word.byteAt(a, b);
      case 0x1b -> Word.shiftLeft(a, b);
      case 0x1c -> Word.shiftRight(a, b);
      case 0x1d -> Word.signedShiftRight(a, b);
      default -> throw new Halt(Outcome.Result.ILLEGAL_OPERATION, "opcode " + opcode);
    };
  }

  private BigInteger power(BigInteger base, BigInteger exponent) {
    use(Energy.EXP_BYTE * ((exponent.bitLength() + 7) / 8));
    return base.modPow(exponent, Word.MODULUS);
  }

  private void environment(int opcode) {
    switch (opcode) {
      case 0x20 -> {
        BigInteger offset = pop();
        int length = touch(offset, pop());
        use(Energy.SHA3_WORD * Energy.words(length));
        push(Word.of(Keccak.hash(memory.read(offset, length))));
      }
      case 0x30 -> push(message.self());
      case 0x32, 0x33 -> push(message.caller());
      case 0x34 -> push(message.value());
      case 0x35 -> push(Word.of(Word.slice(message.data(), pop(), 32)));
      case 0x36 -> push(BigInteger.valueOf(message.data().length));
      case 0x37 -> copy(message.data());
      case 0x38 -> push(BigInteger.valueOf(code.length));
      case 0x39 -> copy(code);
      case 0x42 -> push(BigInteger.valueOf(message.timestamp()));
      case 0x43 -> push(BigInteger.valueOf(message.blockNumber()));
      // gas price, return data, coinbase, difficulty, limit, chain id, balance, base fee
      case 0x3a, 0x3d, 0x41, 0x44, 0x45, 0x46, 0x47, 0x48 -> push(BigInteger.ZERO);
      default -> throw new Halt(Outcome.Result.ILLEGAL_OPERATION, "opcode " + opcode);
    }
  }

  private void copy(byte[] from) {
    BigInteger target = pop();
    BigInteger source = pop();
    int length = touch(target, pop());
    use(Energy.COPY_WORD * Energy.words(length));
    memory.write(target, Word.slice(from, source, length));
  }

  private void flow(int opcode) {
    switch (opcode) {
      case 0x50 -> pop();
      case 0x51 -> {
        BigInteger offset = pop();
        touch(offset, BigInteger.valueOf(32));
        push(Word.of(memory.read(offset, 32)));
      }
      case 0x52 -> {
        BigInteger offset = pop();
        touch(offset, BigInteger.valueOf(32));
        memory.write(offset, Word.bytes(pop()));
      }
      case 0x53 -> {
        BigInteger offset = pop();
        touch(offset, BigInteger.ONE);
        memory.write(offset, new byte[] {pop().byteValue()});
      }
      case 0x54 -> push(load(pop()));
      case 0x55 -> store(pop());
      case 0x56 -> jump(pop());
      case 0x57 -> {
        BigInteger target = pop();
        if (pop().signum() != 0) jump(target);
      }
      case 0x58 -> push(BigInteger.valueOf(at - 1L));
      case 0x59 -> push(BigInteger.valueOf(memory.size()));
      case 0x5a -> push(BigInteger.valueOf(message.energyLimit() - energy));
      case 0x5b -> {} // only marks a place
      case 0x5f -> push(BigInteger.ZERO);
      default -> throw new Halt(Outcome.Result.ILLEGAL_OPERATION, "opcode " + opcode);
    }
  }

  private void jump(BigInteger target) {
    if (target.bitLength() > 31 || !jumpTargets.get(target.intValue()))
      throw new Halt(Outcome.Result.BAD_JUMP_DESTINATION, "jump to " + target);
    at = target.intValue();
  }

  private BigInteger load(BigInteger key) {
    BigInteger written = writes.get(key);
    return written != null ? written : storage.get(key);
  }

  private void store(BigInteger key) {
    BigInteger value = pop();
    requireWritable();
    boolean fresh = load(key).signum() == 0 && value.signum() != 0;
    use(fresh ? Energy.SET_STORAGE : Energy.RESET_STORAGE);
    writes.put(key, value);
  }

  private void log(int topics) {
    requireWritable();
    BigInteger offset = pop();
    int length = touch(offset, pop());
    use(Energy.LOG_TOPIC * topics + Energy.LOG_BYTE * length);
    var all = new ArrayList<BigInteger>();
    for (int i = 0; i < topics; i++) all.add(pop());
    logs.add(new Log(List.copyOf(all), memory.read(offset, length)));
  }

  private void requireWritable() {
    if (message.readOnly())
      throw new Halt(Outcome.Result.ILLEGAL_OPERATION, "a constant call may not write");
  }

  private byte[] range() {
    BigInteger offset = pop();
    int length = touch(offset, pop());
    return memory.read(offset, length);
  }

  /** Makes a range of the memory usable and pays for it; its length. */
  private int touch(BigInteger offset, BigInteger length) {
    use(memory.grow(offset, length));
    return length.intValueExact();
  }

  /** The penalty is rounded down once for each whole instruction, however its parts are paid. */
  private void use(long amount) {
    long before = penaltyOf(instructionEnergy);
    instructionEnergy += amount;
    long more = penaltyOf(instructionEnergy) - before;
    penalty += more;
    energy += amount + more;
    if (energy > message.energyLimit())
      throw new Halt(
          Outcome.Result.OUT_OF_ENERGY, "more than " + message.energyLimit() + " energy needed");
  }

  private long penaltyOf(long amount) {
    return factor == Evm.PLAIN ? 0 : amount * factor / Evm.PLAIN - amount;
  }

  private void pushBytes(int count) {
    push(
        Word.of(
            Arrays.copyOf(
                Arrays.copyOfRange(
                    code, Math.min(at, code.length), Math.min(code.length, at + count)),
                count)));
    at += count;
  }

  private void push(BigInteger word) {
    if (stack.size() == STACK_LIMIT)
      throw new Halt(Outcome.Result.STACK_TOO_LARGE, "more than " + STACK_LIMIT + " words");
    stack.add(word);
  }

  private BigInteger pop() {
    if (stack.isEmpty()) throw new Halt(Outcome.Result.STACK_TOO_SMALL, "an empty stack");
    return stack.removeLast();
  }

  private BigInteger peek(int depth) {
    if (depth >= stack.size())
      throw new Halt(Outcome.Result.STACK_TOO_SMALL, "only " + stack.size() + " words");
    return stack.get(stack.size() - 1 - depth);
  }

  private void swap(int depth) {
    BigInteger below = peek(depth);
    stack.set(stack.size() - 1 - depth, stack.getLast());
    stack.set(stack.size() - 1, below);
  }
}
