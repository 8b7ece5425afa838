package io.pouw.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pouw.storage.StorageException;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The management store: a pool of connections to a database whose schema is up to date.
 *
 * <p>Its tables belong to those who use them; {@code migration/V1xx} are workers, pools and scores,
 * {@code V2xx} payouts, {@code V3xx} the members of a cluster. Statements have to run on H2 (in its
 * PostgreSQL mode) and on PostgreSQL 15 or later: use {@code MERGE} rather than {@code INSERT ...
 * ON CONFLICT DO UPDATE}, {@code BIGINT} milliseconds rather than time zones, {@code BYTEA} for
 * bytes.
 *
 * <p>What was committed survives the death of the process. All calls block: make them on a worker
 * or a virtual thread, never on an event loop. Safe for use by many threads.
 */
public final class SqlStore implements AutoCloseable {
  /**
   * Lower-case names and PostgreSQL's spelling, as on the other database; written to the file at
   * each commit (H2 would wait half a second); closed by us and not by the end of the JVM.
   */
  private static final List<String> H2_OPTIONS =
      List.of(
          "MODE=PostgreSQL",
          "DATABASE_TO_LOWER=TRUE",
          "DEFAULT_NULL_ORDERING=HIGH",
          "WRITE_DELAY=0",
          "DB_CLOSE_ON_EXIT=FALSE");

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final boolean h2;

  private SqlStore(HikariDataSource pool, boolean h2) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.h2 = h2;
  }

  /**
   * Connects and brings the schema up to date. Several processes may do so at once.
   *
   * @throws StorageException if the database cannot be reached, is in use by another process (H2),
   *     or its schema is of a later version of the node or was changed by hand
   */
  public static SqlStore open(SqlSettings settings) {
    HikariDataSource pool = connect(settings);
    try {
      migrate(pool);
      return new SqlStore(pool, settings.isH2());
    } catch (FlywayException e) {
      pool.close();
      throw new StorageException(
          Reason.FOREIGN,
          "the management database "
              + settings.url()
              + " cannot be brought to this version's schema: "
              + e.getMessage(),
          e);
    }
  }

  /** Where statements are made. One transaction is one {@code inTransaction}. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** The pooled connections, for those who want JDBC. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Returns when everything that was committed survives a loss of power too. PostgreSQL does so at
   * each commit; H2 leaves it to the operating system otherwise. Call it before an act that must
   * not be forgotten, such as a signature that goes out.
   */
  public void sync() {
    if (h2) jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void migrate(DataSource pool) {
    Flyway.configure(SqlStore.class.getClassLoader())
        .loggers("slf4j")
        .dataSource(pool)
        .locations("classpath:io/pouw/storage/sql/migration")
        // the number ranges grow side by side
        .outOfOrder(true)
        .load()
        .migrate();
  }

  private static HikariDataSource connect(SqlSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("management");
    config.setJdbcUrl(settings.isH2() ? h2(settings.url()) : settings.url());
    config.setDriverClassName(settings.isH2() ? "org.h2.Driver" : "org.postgresql.Driver");
    config.setUsername(settings.user());
    settings.passwordFile().ifPresent(file -> config.setPassword(password(file)));
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    config.setExceptionOverride(new BrokenConnection());
    // the first connection is made here, and tells what is wrong
    config.setInitializationFailTimeout(1);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw unreachable(settings, e);
    }
  }

  private static StorageException unreachable(SqlSettings settings, RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    String why = String.valueOf(cause.getMessage());
    boolean taken = why.contains("already in use") || why.contains("file is locked");
    return new StorageException(
        taken ? Reason.IN_USE : Reason.FAILED,
        taken
            ? "the management database "
                + settings.url()
                + " is in use by another process: stop that node, or share a PostgreSQL"
                + " (management.database.url)"
            : "the management database " + settings.url() + " cannot be reached: " + why,
        e);
  }

  private static String h2(String url) {
    var whole = new StringBuilder(url);
    String given = url.toUpperCase(Locale.ROOT);
    for (String option : H2_OPTIONS)
      if (!given.contains(";" + option.substring(0, option.indexOf('=') + 1)))
        whole.append(';').append(option);
    return whole.toString();
  }

  private static String password(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new StorageException(
          Reason.MISSING,
          "the password of the management database cannot be read from " + file + ": " + e,
          e);
    }
  }
}
