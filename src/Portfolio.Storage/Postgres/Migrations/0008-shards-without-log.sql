-- A shard is in use for some seconds and can be computed again, so PostgreSQL writes it once and not a second time to its own log. After a crash of PostgreSQL, and of nothing less, the table is empty.
ALTER TABLE shards SET UNLOGGED;
