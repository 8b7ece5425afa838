-- Who of a cluster's members may sign for a validator. A holder is known by its token, which only grows.
CREATE TABLE signing_lease (
  validator       VARCHAR(160) PRIMARY KEY,
  holder          VARCHAR(160) NOT NULL,
  token           BIGINT       NOT NULL,
  expires_at_ms   BIGINT       NOT NULL,
  silent_up_to    BIGINT       NOT NULL,
  forgotten_below BIGINT       NOT NULL
);

-- Every vote before it leaves (slashing protection): one block may be notarised in a view (part 0),
-- and the view be either finalised or nullified (part 1).
CREATE TABLE signed_vote (
  validator    VARCHAR(160) NOT NULL REFERENCES signing_lease (validator),
  view_number  BIGINT       NOT NULL,
  part         INTEGER      NOT NULL,
  kind         INTEGER      NOT NULL,
  block_id     BYTEA        NOT NULL,
  token        BIGINT       NOT NULL,
  signed_at_ms BIGINT       NOT NULL,
  vote         BYTEA        NOT NULL,
  PRIMARY KEY (validator, view_number, part)
);
