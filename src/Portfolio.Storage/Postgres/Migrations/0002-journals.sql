CREATE TABLE feeds (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    last bigint NOT NULL);

CREATE TABLE journals (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed bigint NOT NULL REFERENCES feeds (id),
    name text COLLATE "C" NOT NULL UNIQUE,
    last bigint NOT NULL);

CREATE TABLE journal_rows (
    journal bigint NOT NULL REFERENCES journals (id),
    number bigint NOT NULL,
    feed bigint NOT NULL,
    position bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (journal, number),
    UNIQUE (journal, key),
    UNIQUE (feed, position));

CREATE TABLE journal_snapshots (
    journal bigint NOT NULL REFERENCES journals (id),
    number bigint NOT NULL,
    -- Ticks of 100 ns since year 1, UTC: the database's own times are rounded to microseconds.
    time bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (journal, number));
