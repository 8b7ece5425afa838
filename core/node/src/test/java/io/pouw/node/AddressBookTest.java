package io.pouw.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressBookTest {
  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadAndReplaced() throws IOException {
    var book = new AddressBook(folder);
    assertEquals(List.of(), book.addresses());
    book.write(Map.of("a.example:1", "pai1a"));
    book.write(new TreeMap<>(Map.of("b.example:2", "pai1b", "c.example:3", "pai1c")));
    assertEquals(List.of("b.example:2", "c.example:3"), new AddressBook(folder).addresses());
  }

  @Test
  void whatIsNoAddressIsPassedOver() throws IOException {
    Path file = folder.resolve("peers.json");
    Files.writeString(file, "not JSON");
    assertEquals(List.of(), new AddressBook(folder).addresses());
    Files.writeString(file, "{\"peers\": [{\"address\": \"x\"}, {}, {\"address\": \"h:9\"}]}");
    assertEquals(List.of("h:9"), new AddressBook(folder).addresses());
    Files.write(file, new byte[100_000]);
    assertEquals(List.of(), new AddressBook(folder).addresses());
  }
}
