using Npgsql;
using Portfolio.Grains;

namespace Portfolio.Storage.Postgres;

/// <summary>The tables of a PostgreSQL store and how they came about, version by version: <c>Migrations/*.sql</c>, in the order of their names.</summary>
static class PostgresSchema
{
    /// <summary>Any number, as long as it is the same everywhere: who starts takes this lock first.</summary>
    const long Lock = 0x706f7274666f6c69;

    /// <summary>Statements that lead from each version to the next; the first from an empty database.</summary>
    public static readonly string[] Migrations = [.. Read()];

    /// <summary>The version that this program knows.</summary>
    public static int Known => Migrations.Length;

    /// <summary>Brings a database up to date in one transaction; refuses one that a newer version made.</summary>
    /// <returns>The version it had.</returns>
    /// <exception cref="StoreException">A newer version made it.</exception>
    /// <exception cref="ArgumentException">It is none for this program: it holds others' tables, has another encoding, or nothing may be created in it.</exception>
    public static async Task<int> Migrate(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            return await MigrateOwn(connection, cancellation);
        }
        catch (PostgresException refusal) when (PostgresFaults.Of(refusal) is null)
        {
            throw new ArgumentException(
                $"database {connection.Database} cannot be brought to schema {Known}: {refusal.MessageText}. It has to be one that nothing else uses, in which {connection.UserName} may create tables (CREATE DATABASE portfolio OWNER {connection.UserName})", refusal);
        }
    }

    static async Task<int> MigrateOwn(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute("SELECT pg_advisory_xact_lock($1)", Lock);
        var version = await VersionOf(connection);
        if (version == Known)
            return version;
        if (version > Known)
            throw TooNew(connection, version);
        if (version == 0)
            await RequireUtf8(connection);
        foreach (var migration in Migrations.Skip(version))
            await connection.Execute(migration);
        await connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)");
        await connection.Execute("DELETE FROM schema_version");
        await connection.Execute("INSERT INTO schema_version (version) VALUES ($1)", Known);
        await transaction.CommitAsync(cancellation);
        return version;
    }

    static async Task<int> VersionOf(NpgsqlConnection connection)
    {
        var isEmpty = (await connection.Query(reader => reader.GetBoolean(0), "SELECT to_regclass('schema_version') IS NULL")).Single();
        return isEmpty ? 0 : (await connection.Query(reader => reader.GetInt32(0), "SELECT version FROM schema_version")).Single();
    }

    static StoreException TooNew(NpgsqlConnection connection, int version) => new(
        StoreFault.TooNew, $"database {connection.Database} was made by a newer version (schema {version}; this one knows {Known}). Use that version, or another database.");

    /// <summary>Names are in the order of their bytes, in which embedded stores have them too; that needs UTF-8.</summary>
    static async Task RequireUtf8(NpgsqlConnection connection)
    {
        var encoding = (await connection.Query(reader => reader.GetString(0), "SHOW server_encoding")).Single();
        if (encoding != "UTF8")
            throw new ArgumentException($"database {connection.Database} has the encoding {encoding}; UTF8 is needed (createdb --encoding UTF8 --template template0)");
    }

    static IEnumerable<string> Read()
    {
        var assembly = typeof(PostgresSchema).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return text.ReadToEnd();
        }
    }
}
