CREATE TABLE state (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    body bytea NOT NULL,
    UNIQUE (kind, key));

CREATE INDEX state_by_age ON state (kind, sequence);

CREATE TABLE outcomes (
    run text COLLATE "C" NOT NULL,
    first_replication integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (run, first_replication));

-- Bodies are compressed already.
ALTER TABLE outcomes ALTER COLUMN body SET STORAGE EXTERNAL;
