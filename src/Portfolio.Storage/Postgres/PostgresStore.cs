using Npgsql;
using Portfolio.Grains;

namespace Portfolio.Storage.Postgres;

/// <summary>The store of several silos: a database of PostgreSQL, whose schema is brought up to date when the first of them starts.</summary>
/// <remarks>
/// What a statement changes is durable when it returns (PostgreSQL's <c>synchronous_commit</c> is left on), but for shards, which a crash
/// of PostgreSQL loses. Faults of the database or the way to it are <see cref="StoreException"/>s. Nothing is tried again here: a change may have been made although its answer was lost.
/// </remarks>
public sealed class PostgresStore : IAsyncDisposable
{
    /// <summary>What Orleans' providers call the library that connects.</summary>
    internal const string Provider = "Npgsql";

    PostgresStore(NpgsqlDataSource source) => Source = source;

    /// <summary>The connections to it, which Orleans' providers share.</summary>
    internal NpgsqlDataSource Source { get; }

    /// <summary>Where a connection string leads, without its secrets.</summary>
    public static string Describe(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL database {parts.Database ?? parts.Username} at {parts.Host}:{parts.Port}";
    }

    /// <summary>Connects and brings the schema up to date; where several start at once, one does and the others wait for it.</summary>
    /// <param name="connectionString">How to connect, such as <c>Host=127.0.0.1;Database=portfolio;Username=portfolio;Password=…</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StoreException">The database cannot be reached, or a newer version made it.</exception>
    /// <exception cref="ArgumentException">That is no connection string, or the database is none for this program.</exception>
    public static async Task<PostgresStore> Open(string connectionString, CancellationToken cancellation)
    {
        var store = new PostgresStore(NpgsqlDataSource.Create(Complete(connectionString)));
        try
        {
            await store.Use(connection => PostgresSchema.Migrate(connection, cancellation), cancellation);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Executes a statement.</summary>
    /// <returns>Rows changed.</returns>
    public Task<int> Execute(string statement, params object[] values) => Use(connection => connection.Execute(statement, values), CancellationToken.None);

    /// <summary>All rows of a query.</summary>
    public Task<List<T>> Query<T>(Func<NpgsqlDataReader, T> row, string statement, params object[] values) =>
        Use(connection => connection.Query(row, statement, values), CancellationToken.None);

    /// <summary>Makes several changes in one transaction, all or none.</summary>
    public Task<T> Transact<T>(Func<NpgsqlConnection, Task<T>> change) => Use(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var result = await change(connection);
            await transaction.CommitAsync();
            return result;
        },
        CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>
    /// A few connections do: more would only wait for each other, and the database has no more than a hundred for all silos. What is large goes out in pieces of 64 KB, with an eighth of the system calls that
    /// Npgsql's 8 KB take.
    /// </summary>
    static string Complete(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var complete = new NpgsqlConnectionStringBuilder("Maximum Pool Size=20;Timeout=5;Command Timeout=20;Write Buffer Size=65536;Application Name=portfolio");
        foreach (var key in given.Keys)
            complete[key] = given[key];
        return complete.ToString();
    }

    /// <summary>Tells faults of the database, or of the way to it, from those of a statement.</summary>
    internal async Task Guarded(Func<Task> use)
    {
        try
        {
            await use();
        }
        catch (NpgsqlException exception) when (PostgresFaults.Of(exception) is { } fault)
        {
            // Connections of before an outage are of no use after it; without them the next call finds the database again.
            if (fault.Fault == StoreFault.Unavailable)
                Source.Clear();
            throw fault;
        }
        catch (TimeoutException exception)
        {
            throw new StoreException(StoreFault.Unavailable, $"PostgreSQL does not answer: {exception.Message}");
        }
    }

    async Task<T> Use<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation)
    {
        var result = default(T)!;
        await Guarded(async () =>
        {
            await using var connection = await Source.OpenConnectionAsync(cancellation);
            result = await use(connection);
        });
        return result;
    }
}
