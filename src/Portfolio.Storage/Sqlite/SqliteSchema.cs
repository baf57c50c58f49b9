using Microsoft.Data.Sqlite;
using Portfolio.Grains;

namespace Portfolio.Storage.Sqlite;

/// <summary>The tables of the embedded store and how they came about, version by version.</summary>
static class SqliteSchema
{
    /// <summary>Statements that lead from each version to the next; the first from an empty file.</summary>
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE state (
            sequence INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            version INTEGER NOT NULL,
            form INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (kind, key));
        CREATE TABLE outcomes (
            run TEXT NOT NULL,
            first_replication INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (run, first_replication));
        """,
        """
        CREATE TABLE feeds (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            last INTEGER NOT NULL);
        CREATE TABLE journals (
            id INTEGER PRIMARY KEY,
            feed INTEGER NOT NULL REFERENCES feeds (id),
            name TEXT NOT NULL UNIQUE,
            last INTEGER NOT NULL);
        CREATE TABLE journal_rows (
            journal INTEGER NOT NULL REFERENCES journals (id),
            number INTEGER NOT NULL,
            feed INTEGER NOT NULL,
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (journal, number)) WITHOUT ROWID;
        CREATE UNIQUE INDEX journal_rows_by_key ON journal_rows (journal, key);
        CREATE UNIQUE INDEX journal_rows_by_position ON journal_rows (feed, position);
        CREATE TABLE journal_snapshots (
            journal INTEGER NOT NULL REFERENCES journals (id),
            number INTEGER NOT NULL,
            time INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (journal, number));
        """,
        """
        CREATE TABLE reminders (
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            start INTEGER NOT NULL,
            period INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (grain, name)) WITHOUT ROWID;
        CREATE INDEX reminders_by_hash ON reminders (hash);
        """,
        """
        CREATE TABLE rows_of_feeds (
            feed INTEGER NOT NULL REFERENCES feeds (id),
            position INTEGER NOT NULL,
            journal INTEGER NOT NULL REFERENCES journals (id),
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (feed, position)) WITHOUT ROWID;
        INSERT INTO rows_of_feeds (feed, position, journal, number, key, body)
            SELECT feed, position, journal, number, key, body FROM journal_rows ORDER BY feed, position;
        DROP TABLE journal_rows;
        ALTER TABLE rows_of_feeds RENAME TO journal_rows;
        CREATE UNIQUE INDEX journal_rows_by_number ON journal_rows (journal, number);
        CREATE UNIQUE INDEX journal_rows_by_key ON journal_rows (journal, key);
        ALTER TABLE journals DROP COLUMN last;
        ALTER TABLE feeds DROP COLUMN last;
        """,
        """
        CREATE TABLE journal_numbers (
            journal INTEGER NOT NULL,
            number INTEGER NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (journal, number)) WITHOUT ROWID;
        CREATE TABLE journal_keys (
            journal INTEGER NOT NULL,
            key TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (journal, key)) WITHOUT ROWID;
        INSERT INTO journal_numbers (journal, number, position) SELECT journal, number, position FROM journal_rows ORDER BY journal, number;
        INSERT INTO journal_keys (journal, key, number) SELECT journal, key, number FROM journal_rows ORDER BY journal, key;
        DROP INDEX journal_rows_by_number;
        DROP INDEX journal_rows_by_key;
        ALTER TABLE feeds ADD COLUMN registered INTEGER NOT NULL DEFAULT 0;
        UPDATE feeds SET registered = coalesce((SELECT max(position) FROM journal_rows WHERE feed = feeds.id), 0);
        """,
        """
        CREATE TABLE rows_by_place (
            place INTEGER PRIMARY KEY,
            journal INTEGER NOT NULL REFERENCES journals (id),
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            body BLOB NOT NULL);
        INSERT INTO rows_by_place (place, journal, number, key, body)
            SELECT feed << 40 | position, journal, number, key, body FROM journal_rows ORDER BY feed, position;
        DROP TABLE journal_rows;
        ALTER TABLE rows_by_place RENAME TO journal_rows;
        """,
        """
        CREATE TABLE state_pieces (
            state INTEGER NOT NULL REFERENCES state (sequence) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (state, number));
        """,
        """
        CREATE TABLE shards (
            run TEXT NOT NULL,
            first_replication INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (run, first_replication));
        """,
        """
        CREATE TABLE outcomes_of_epochs (
            run TEXT NOT NULL,
            first_replication INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (run, first_replication, epoch));
        INSERT INTO outcomes_of_epochs (run, first_replication, epoch, body) SELECT run, first_replication, 0, body FROM outcomes ORDER BY rowid;
        DROP TABLE outcomes;
        ALTER TABLE outcomes_of_epochs RENAME TO outcomes;
        CREATE TABLE shards_of_epochs (
            run TEXT NOT NULL,
            first_replication INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (run, first_replication, epoch));
        INSERT INTO shards_of_epochs (run, first_replication, epoch, body) SELECT run, first_replication, 0, body FROM shards ORDER BY rowid;
        DROP TABLE shards;
        ALTER TABLE shards_of_epochs RENAME TO shards;
        """,
    ];

    /// <summary>The version that this program knows.</summary>
    public static int Known => Migrations.Length;

    /// <summary>Brings a store up to date in one transaction; refuses one that a newer version made.</summary>
    public static void Migrate(SqliteConnection connection, string file)
    {
        using var transaction = connection.BeginTransaction();
        var version = VersionOf(connection);
        if (version == Known)
            return;
        if (version > Known)
            throw TooNew(file, version);
        foreach (var migration in Migrations.Skip((int)version))
            connection.Execute(migration);
        connection.Execute($"PRAGMA user_version = {Known}");
        transaction.Commit();
    }

    /// <summary>The version of a store.</summary>
    public static long VersionOf(SqliteConnection connection) => (long)connection.Scalar("PRAGMA user_version")!;

    /// <summary>A store that a newer version made.</summary>
    public static StoreException TooNew(string store, long version) => new(
        StoreFault.TooNew, $"{store} was made by a newer version (schema {version}; this one knows {Known}). Use that version, or another data folder.");
}
