using System.Diagnostics;
using Npgsql;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;
using Portfolio.Storage.Postgres;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests.Postgres;

/// <summary>A PostgreSQL store is backed up as docs/storage.md says: by <c>pg_dump</c>, and <c>pg_restore</c> into an empty database.</summary>
public sealed class PostgresBackupTests(PostgresServer server) : IDisposable
{
    static readonly GrainId Grain = GrainId.Create("run", "one");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dump");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Dump_RestoredIntoAnEmptyDatabase_HoldsTheSame()
    {
        var (from, to) = (await server.NewDatabase(), await server.NewDatabase());
        await using (var store = await PostgresStore.Open(from, Cancellation))
        {
            await (await PostgresProviders.States(store)).WriteStateAsync("runs", Grain, new GrainState<UnfinishedRun>(new UnfinishedRun { Run = "one" }));
            await new PostgresOutcomeBlocks(store).Write("one", 1, 64, new byte[] { 1, 2, 3 });
            await new PostgresJournalRows(store).Append("f", "j", 0, [new NewRow("a", new byte[] { 4 })]);
        }

        var file = Path.Combine(folder.FullName, "portfolio.dump");
        await Run("pg_dump", from, "--format=custom", $"--file={file}");
        await Run("pg_restore", to, "--exit-on-error", "--no-owner", file);

        await using var restored = await PostgresStore.Open(to, Cancellation);
        var states = await PostgresProviders.States(restored);
        var state = new GrainState<UnfinishedRun>();
        await states.ReadStateAsync("runs", Grain, state);
        Assert.Equal(("one", "1"), (state.State!.Run, state.ETag));
        await foreach (var block in new PostgresOutcomeBlocks(restored).Read("one", 0, Cancellation))
            Assert.Equal([1, 2, 3], block.Body);
        Assert.Equal(2, (await new PostgresJournalRows(restored).Append("f", "j", 1, [new NewRow("b", new byte[] { 5 })])).First);
        await states.WriteStateAsync("runs", GrainId.Create("run", "two"), new GrainState<UnfinishedRun>(new UnfinishedRun { Run = "two" }));
    }

    static async Task Run(string program, string connectionString, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        using var process = Process.Start(PostgresServer.Program(program), [$"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", $"--dbname={to.Database}", .. arguments]);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
    }
}
