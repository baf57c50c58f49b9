using Microsoft.Data.Sqlite;

namespace Portfolio.Storage;

/// <summary>The tables of the embedded store and how they came about, version by version.</summary>
static class SqliteSchema
{
    /// <summary>Statements that lead from each version to the next; the first from an empty file.</summary>
    static readonly string[] Migrations =
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
    ];

    /// <summary>Brings a store up to date; refuses one that a newer version made.</summary>
    public static void Migrate(SqliteConnection connection, string file)
    {
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version > Migrations.Length)
            throw new InvalidOperationException($"{file} was made by a newer version (schema {version}; this one knows {Migrations.Length}). Use that version, or another data folder.");
        for (; version < Migrations.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Migrations[version]);
            connection.Execute($"PRAGMA user_version = {version + 1}");
            transaction.Commit();
        }
    }
}
