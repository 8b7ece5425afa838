-- Registered workers: who they are, what they can do, how they are.
CREATE TABLE worker (
  id               VARCHAR(64)  PRIMARY KEY,
  public_key       BYTEA        NOT NULL,
  account          VARCHAR(128) NOT NULL,
  name             VARCHAR(64)  NOT NULL,
  capabilities     BYTEA        NOT NULL,
  status           VARCHAR(16)  NOT NULL,
  registered_at_ms BIGINT       NOT NULL,
  heartbeat_at_ms  BIGINT       NOT NULL,
  heartbeat_number BIGINT       NOT NULL,
  status_at_ms     BIGINT       NOT NULL
);

CREATE INDEX worker_by_account ON worker (account);
CREATE INDEX worker_by_status ON worker (status, heartbeat_at_ms);

-- What a worker said of itself with its heartbeats, and how long its answer took (0: not measured).
-- Old rows are removed.
CREATE TABLE worker_metrics (
  worker_id     VARCHAR(64) NOT NULL REFERENCES worker (id) ON DELETE CASCADE,
  number        BIGINT      NOT NULL,
  at_ms         BIGINT      NOT NULL,
  cpu_ppm       INTEGER     NOT NULL,
  memory_ppm    INTEGER     NOT NULL,
  disk_ppm      INTEGER     NOT NULL,
  network_bytes BIGINT      NOT NULL,
  active_units  INTEGER     NOT NULL,
  latency_us    BIGINT      NOT NULL,
  PRIMARY KEY (worker_id, number)
);

CREATE INDEX worker_metrics_by_time ON worker_metrics (at_ms);
