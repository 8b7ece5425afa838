-- Proof of operational tasks: a score of each worker in each period, with all that it came from.
CREATE TABLE poot_period (
  number       BIGINT PRIMARY KEY,
  after_height BIGINT NOT NULL,
  to_height    BIGINT NOT NULL,
  from_ms      BIGINT NOT NULL,
  to_ms        BIGINT NOT NULL
);

CREATE TABLE poot_score (
  worker_id  VARCHAR(128) NOT NULL,
  period     BIGINT       NOT NULL REFERENCES poot_period (number),
  to_ms      BIGINT       NOT NULL,
  value_ppm  INTEGER      NOT NULL,
  confidence INTEGER      NOT NULL,
  verdict    VARCHAR(16)  NOT NULL,
  digest     VARCHAR(64)  NOT NULL,
  record     BYTEA        NOT NULL,
  PRIMARY KEY (worker_id, period)
);

CREATE INDEX poot_score_by_period ON poot_score (period, value_ppm);
CREATE INDEX poot_score_by_digest ON poot_score (digest);

CREATE TABLE poot_review (
  digest   VARCHAR(64)  NOT NULL,
  reviewer VARCHAR(128) NOT NULL,
  accepted BOOLEAN      NOT NULL,
  vote     BYTEA        NOT NULL,
  PRIMARY KEY (digest, reviewer)
);
