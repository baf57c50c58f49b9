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
