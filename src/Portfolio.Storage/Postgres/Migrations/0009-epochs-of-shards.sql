-- A server that is taken for lost may go on writing beside the one that follows it: each epoch of a run has rows of its own.
ALTER TABLE outcomes ADD COLUMN epoch integer NOT NULL DEFAULT 0;
ALTER TABLE outcomes DROP CONSTRAINT outcomes_pkey;
ALTER TABLE outcomes ADD PRIMARY KEY (run, first_replication, epoch);

ALTER TABLE shards ADD COLUMN epoch integer NOT NULL DEFAULT 0;
ALTER TABLE shards DROP CONSTRAINT shards_pkey;
ALTER TABLE shards ADD PRIMARY KEY (run, first_replication, epoch);
