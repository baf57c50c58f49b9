using Npgsql;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Storage.Postgres;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests.Postgres;

/// <summary>A database of every older version is brought up to date by the first server that starts, and keeps what it held.</summary>
public sealed class PostgresSchemaTests(PostgresServer server)
{
    const string Schema =
        """
        SELECT string_agg(format('%s.%s %s %s %s', table_name, column_name, data_type, collation_name, is_nullable), E'\n' ORDER BY table_name, column_name)
            || (SELECT string_agg(indexdef, E'\n' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public')
            || (SELECT count(*) FROM OrleansQuery)
        FROM information_schema.columns WHERE table_schema = 'public'
        """;

    public static TheoryData<int> Older => [.. Enumerable.Range(0, PostgresSchema.Known)];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Migrations_Released_AreUnchanged() => Released.AreUnchanged(PostgresSchema.Migrations, "4a99042dff4c32a4", "a1ffbd2e4cb1de4f", "67d25c2b48457d3d", "bc56a5031173a5ae", "05085c76641f28bc", "1c972f5993b18e92", "4b6ba3fc39eec073", "5c0ea4423171c9e3", "3530e5892d553637");

    [Theory]
    [MemberData(nameof(Older))]
    public async Task Open_OlderVersion_HasTheSchemaOfANewOneAndKeepsWhatItHeld(int version)
    {
        var database = await server.NewDatabase();
        await Make(database, version);
        await using var migrated = await PostgresStore.Open(database, Cancellation);
        await using var fresh = await PostgresStore.Open(await server.NewDatabase(), Cancellation);
        Assert.Equal(await SchemaOf(fresh), await SchemaOf(migrated));
        if (version == 0)
            return;
        var state = new GrainState<RunCheckpoint>();
        var states = await PostgresProviders.States(migrated);
        await states.ReadStateAsync("checkpoints", GrainId.Create("run", "one"), state);
        Assert.Equal((64, "3"), (state.State!.Replications, state.ETag));
        await states.WriteStateAsync("checkpoints", GrainId.Create("run", "one"), state);
        Assert.Equal("4", state.ETag);
    }

    [Fact]
    public async Task Open_ManyAtOnce_OneMigratesAndAllAreServed()
    {
        var database = await server.NewDatabase();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresStore.Open(database, Cancellation)));
        foreach (var store in stores)
        {
            Assert.Equal([PostgresSchema.Known], await store.Query(reader => reader.GetInt32(0), "SELECT version FROM schema_version"));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedInWords()
    {
        var database = await server.NewDatabase();
        await using (var store = await PostgresStore.Open(database, Cancellation))
            await store.Execute("UPDATE schema_version SET version = 99");
        var refusal = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open(database, Cancellation));
        Assert.Equal(StoreFault.TooNew, refusal.Fault);
        Assert.Contains("newer version (schema 99", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE state (county text)", "relation \"state\" already exists")]
    [InlineData("CREATE TABLE schema_version (applied text)", "column \"version\" does not exist")]
    public async Task Open_DatabaseOfSomethingElse_IsRefusedInWordsAndLeftAlone(string theirs, string why)
    {
        var database = await server.NewDatabase();
        await using var other = NpgsqlDataSource.Create(database);
        await using var connection = await other.OpenConnectionAsync(Cancellation);
        await connection.Execute(theirs);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => PostgresStore.Open(database, Cancellation));
        Assert.Contains($"cannot be brought to schema {PostgresSchema.Known}: {why}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("CREATE DATABASE", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([1L], await connection.Query(reader => reader.GetInt64(0), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Open_NoSuchDatabase_SaysSo()
    {
        await server.Start();
        var elsewhere = new NpgsqlConnectionStringBuilder(await server.NewDatabase()) { Database = "nowhere" };
        var refusal = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open(elsewhere.ToString(), Cancellation));
        Assert.Contains("\"nowhere\" does not exist", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoServer_SaysSo()
    {
        var refusal = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.Open("Host=127.0.0.1;Port=1;Username=nobody", Cancellation));
        Assert.Equal(StoreFault.Unavailable, refusal.Fault);
    }

    static async Task<string> SchemaOf(PostgresStore store) => (await store.Query(reader => reader.GetString(0), Schema)).Single();

    /// <summary>Makes a database as an older version did.</summary>
    static async Task Make(string database, int version)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        foreach (var migration in PostgresSchema.Migrations.Take(version))
            await connection.Execute(migration);
        if (version == 0)
            return;
        await connection.Execute("CREATE TABLE schema_version (version integer NOT NULL)");
        await connection.Execute("INSERT INTO schema_version VALUES ($1)", version);
        await connection.Execute("INSERT INTO state (kind, key, version, form, body) VALUES ('checkpoints', 'one', 3, 1, '\\x0840')");
    }
}
