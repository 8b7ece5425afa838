package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.TrieEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatePartsTest {
  private final TestChain chain = new TestChain();
  private final BlockHeader header;

  StatePartsTest() {
    chain.takeTickets();
    var task = new TestTask(chain);
    chain.block();
    task.pass();
    header = chain.build(List.of()).block().header();
    chain.block();
  }

  private static List<TrieEntry> entries(StateParts parts) {
    var check = parts.outline().check();
    var entries = new ArrayList<TrieEntry>();
    for (int i = 0; i < check.parts(); i++) {
      assertTrue(check.isPart(i, parts.part(i)));
      entries.addAll(parts.part(i));
    }
    return entries;
  }

  @Test
  void aLedgerComesBackFromItsPartsAndTheHeader() {
    for (long bytes : new long[] {1, 500, StateParts.PART_BYTES}) {
      StateParts parts = StateParts.of(chain.state, bytes);
      assertEquals(header.stateRoot(), parts.outline().root());
      LedgerState again = LedgerState.restore(chain.state.genesis(), header, entries(parts));
      assertEquals(chain.state.head(), again.head());
      assertEquals(chain.state.stateRoot(), again.stateRoot());
      Block next = chain.build(List.of()).block();
      assertEquals(next.header().stateRoot(), again.apply(next).after().stateRoot());
    }
  }

  @Test
  void aLedgerWithAnEntryLessIsRefused() {
    List<TrieEntry> entries = entries(StateParts.of(chain.state));
    for (int i = 0; i < entries.size(); i++) {
      var less = new ArrayList<>(entries);
      less.remove(i);
      assertThrows(
          RuntimeException.class, () -> LedgerState.restore(chain.state.genesis(), header, less));
    }
    assertThrows(
        CodecException.class, () -> LedgerState.restore(chain.state.genesis(), header, List.of()));
  }
}
