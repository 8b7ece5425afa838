-- Pools at the version that stands, as their operators signed them.
CREATE TABLE pool (
  id       VARCHAR(64)  PRIMARY KEY,
  name     VARCHAR(64)  NOT NULL,
  operator VARCHAR(128) NOT NULL,
  version  BIGINT       NOT NULL,
  digest   VARCHAR(64)  NOT NULL,
  record   BYTEA        NOT NULL,
  forked   BOOLEAN      NOT NULL
);

-- Pots that were divided. Nothing is divided twice from the same height on.
CREATE TABLE distribution (
  id           VARCHAR(64) PRIMARY KEY,
  pool_id      VARCHAR(64) NOT NULL REFERENCES pool (id),
  pool_version BIGINT      NOT NULL,
  scheme       VARCHAR(16) NOT NULL,
  after_height BIGINT      NOT NULL,
  to_height    BIGINT      NOT NULL,
  currency     VARCHAR(16) NOT NULL,
  pot          BIGINT      NOT NULL,
  fee          BIGINT      NOT NULL,
  at_ms        BIGINT      NOT NULL,
  UNIQUE (pool_id, after_height)
);

CREATE TABLE distribution_line (
  distribution_id VARCHAR(64)   NOT NULL REFERENCES distribution (id),
  member          VARCHAR(128)  NOT NULL,
  account         VARCHAR(128)  NOT NULL,
  units           BIGINT        NOT NULL,
  weight          NUMERIC(60, 0) NOT NULL,
  amount          BIGINT        NOT NULL,
  PRIMARY KEY (distribution_id, member)
);
