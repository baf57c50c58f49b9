CREATE TABLE shards (
    run text COLLATE "C" NOT NULL,
    first_replication integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (run, first_replication));

-- Bodies are dense already, and in use for some seconds.
ALTER TABLE shards ALTER COLUMN body SET STORAGE EXTERNAL;
