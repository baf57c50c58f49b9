-- Orleans looks its statements up by these keys and fills in parameters of these names; tables and statements are the project's own.
-- What a statement answers is read by the names of its columns.
CREATE TABLE OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL);

-- The version of a cluster's list of silos: whoever changes the list names the version that was read, and the first one wins.
CREATE TABLE clusters (
    id text COLLATE "C" PRIMARY KEY,
    version integer NOT NULL);

CREATE TABLE silos (
    cluster text COLLATE "C" NOT NULL REFERENCES clusters (id),
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspicions text,
    started timestamptz NOT NULL,
    alive timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation));

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    WITH made AS (INSERT INTO clusters (id, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM made'),
('InsertMembershipKey', '
    WITH moved AS (
        UPDATE clusters SET version = version + 1
        WHERE id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING id),
    made AS (
        INSERT INTO silos (cluster, address, port, generation, name, host, status, gateway_port, started, alive)
        SELECT id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT count(*) > 0 FROM made'),
('UpdateMembershipKey', '
    WITH moved AS (
        UPDATE clusters SET version = version + 1
        WHERE id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING id),
    changed AS (
        UPDATE silos SET status = @Status, suspicions = @SuspectTimes, alive = @IAmAliveTime
        FROM moved
        WHERE cluster = moved.id AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed'),
('UpdateIAmAlivetimeKey', '
    UPDATE silos SET alive = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('MembershipReadRowKey', '
    SELECT s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName", s.host AS "HostName", s.status AS "Status",
        s.gateway_port AS "ProxyPort", s.suspicions AS "SuspectTimes", s.started AS "StartTime", s.alive AS "IAmAliveTime", c.version AS "Version"
    FROM clusters c LEFT JOIN silos s ON s.cluster = c.id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.id = @DeploymentId'),
('MembershipReadAllKey', '
    SELECT s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName", s.host AS "HostName", s.status AS "Status",
        s.gateway_port AS "ProxyPort", s.suspicions AS "SuspectTimes", s.started AS "StartTime", s.alive AS "IAmAliveTime", c.version AS "Version"
    FROM clusters c LEFT JOIN silos s ON s.cluster = c.id
    WHERE c.id = @DeploymentId'),
('GatewaysQueryKey', '
    SELECT address AS "Address", gateway_port AS "ProxyPort", generation AS "Generation"
    FROM silos WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0'),
('DeleteMembershipTableEntriesKey', '
    WITH gone AS (DELETE FROM silos WHERE cluster = @DeploymentId)
    DELETE FROM clusters WHERE id = @DeploymentId'),
-- 3 is a silo that is active.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM silos WHERE cluster = @DeploymentId AND alive < @IAmAliveTime AND status <> 3');
