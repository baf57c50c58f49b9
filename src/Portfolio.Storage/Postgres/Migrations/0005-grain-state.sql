-- Orleans' provider of grain state on the table that there is. It gives a grain's key as a string where it is one, as resource names are
-- (GrainIdExtensionString; numbers and GUIDs it gives otherwise, and storing one of those fails), and hashes that this table needs not.
-- What it hands over and takes back is a byte with the version of the form, and the body.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
    SELECT set_byte(''\x00''::bytea, 0, form) || body AS "PayloadBinary", version::integer AS "Version"
    FROM state WHERE kind = @GrainTypeString AND key = @GrainIdExtensionString'),
-- The new version; none where another one than the one that was read is there.
('WriteToStorageKey', '
    WITH made AS (
        INSERT INTO state (kind, key, version, form, body)
        SELECT @GrainTypeString, @GrainIdExtensionString, 1, get_byte(@PayloadBinary, 0), substr(@PayloadBinary, 2)
        WHERE @GrainStateVersion::integer IS NULL
        ON CONFLICT DO NOTHING RETURNING version),
    changed AS (
        UPDATE state SET version = version + 1, form = get_byte(@PayloadBinary, 0), body = substr(@PayloadBinary, 2)
        WHERE kind = @GrainTypeString AND key = @GrainIdExtensionString AND version = @GrainStateVersion
        RETURNING version)
    SELECT (SELECT version FROM made UNION ALL SELECT version FROM changed)::integer AS "NewGrainStateVersion"'),
('DeleteStorageKey', '
    DELETE FROM state WHERE kind = @GrainTypeString AND key = @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version + 1'),
-- Asked for at every start, and never used: what is cleared is deleted.
('ClearStorageKey', '
    DELETE FROM state WHERE kind = @GrainTypeString AND key = @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version + 1');
