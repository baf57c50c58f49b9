CREATE TABLE reminders (
    service text COLLATE "C" NOT NULL,
    grain text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    start timestamptz NOT NULL,
    period bigint NOT NULL,
    hash integer NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (service, grain, name));

CREATE INDEX reminders_by_hash ON reminders (service, hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', '
    INSERT INTO reminders (service, grain, name, start, period, hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (service, grain, name) DO UPDATE
        SET start = excluded.start, period = excluded.period, hash = excluded.hash, version = reminders.version + 1
    RETURNING version AS "Version"'),
('ReadReminderRowsKey', '
    SELECT grain AS "GrainId", name AS "ReminderName", start AS "StartTime", period AS "Period", version AS "Version"
    FROM reminders WHERE service = @ServiceId AND grain = @GrainId'),
('ReadReminderRowKey', '
    SELECT grain AS "GrainId", name AS "ReminderName", start AS "StartTime", period AS "Period", version AS "Version"
    FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName'),
-- A silo is answerable for a range of hashes; the range of one of them goes through the highest to the lowest.
('ReadRangeRows1Key', '
    SELECT grain AS "GrainId", name AS "ReminderName", start AS "StartTime", period AS "Period", version AS "Version"
    FROM reminders WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash'),
('ReadRangeRows2Key', '
    SELECT grain AS "GrainId", name AS "ReminderName", start AS "StartTime", period AS "Period", version AS "Version"
    FROM reminders WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash)'),
('DeleteReminderRowKey', '
    WITH gone AS (
        DELETE FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
    SELECT count(*) > 0 FROM gone'),
('DeleteReminderRowsKey', '
    DELETE FROM reminders WHERE service = @ServiceId');
