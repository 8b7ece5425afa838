package io.pouw.storage.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.storage.StorageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SqlStoreTest {
  @Parameter TestDatabase database = TestDatabase.H2;

  @TempDir Path folder = Path.of("");

  @Test
  void anEmptyDatabaseGetsTheSchemaAndKeepsItsRowsWhenOpenedAgain() {
    SqlSettings settings = database.fresh();
    try (SqlStore sql = SqlStore.open(settings)) {
      assertEquals(0, count(sql.jdbi()));
      insert(sql, "a");
      sql.sync();
    }
    try (SqlStore sql = SqlStore.open(settings)) {
      assertEquals(1, count(sql.jdbi()));
    }
  }

  @Test
  void aTransactionThatFailsLeavesNothing() {
    try (SqlStore sql = database.open()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              sql.jdbi()
                  .useTransaction(handle -> {
                    handle.execute(
                        "INSERT INTO worker VALUES ('a', ?, 'acc', 'n', ?, 'ACTIVE', 1, 1, 0, 1)",
                        new byte[32],
                        new byte[1]);
                    throw new IllegalStateException("on purpose");
                  }));
      assertEquals(0, count(sql.jdbi()));
    }
  }

  @Test
  void anEmbeddedDatabaseLiesInItsFolderAndIsHeldByOneStore() {
    SqlSettings settings = SqlSettings.embedded(folder.resolve("management"));
    try (SqlStore sql = SqlStore.open(settings)) {
      insert(sql, "a");
    }
    assertTrue(folder.resolve("management/management.mv.db").toFile().isFile());
    try (SqlStore sql = SqlStore.open(settings)) {
      assertEquals(1, count(sql.jdbi()));
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    var settings =
        new SqlSettings("jdbc:postgresql://127.0.0.1:1/pouw", "pouw", Optional.empty(), 1);
    var e = assertThrows(StorageException.class, () -> SqlStore.open(settings));
    assertTrue(e.toString().contains("jdbc:postgresql://127.0.0.1:1/pouw"), e::toString);
  }

  private static void insert(SqlStore sql, String id) {
    sql.jdbi()
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO worker VALUES (?, ?, 'acc', 'n', ?, 'ACTIVE', 1, 1, 0, 1)",
                id,
                new byte[32],
                new byte[1]));
  }

  private static int count(Jdbi jdbi) {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT count(*) FROM worker").mapTo(Integer.class).one());
  }
}
