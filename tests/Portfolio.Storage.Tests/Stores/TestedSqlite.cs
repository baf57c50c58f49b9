using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;
using Portfolio.Storage.Sqlite;
using Portfolio.Storage.Tests.Sqlite;

namespace Portfolio.Storage.Tests.Stores;

/// <summary>The embedded store.</summary>
sealed class TestedSqlite : TestedStore
{
    readonly Scratch scratch = new();
    SqliteStore store = null!;

    public override IGrainStorage States => new SqliteGrainStorage(store);

    public override IStoredNames Names => new SqliteNames(store);

    public override IOutcomeBlocks Outcomes => new SqliteOutcomeBlocks(store);

    public override IShardLog Shards => new SqliteShardLog(store);

    public override IJournalRows Journals => new SqliteJournalRows(store);

    public override IReminderTable Reminders => new SqliteReminderTable(store);

    public override IStoreCare Care => new SqliteCare(store);

    public override bool Shrinks => true;

    public override Task Open()
    {
        store = scratch.Open();
        return Task.CompletedTask;
    }

    public override async Task Close() => await store.DisposeAsync();

    public override Task Execute(string sql) => store.Write(connection => connection.Run(sql));

    public override string BodiesOfGarbage => "UPDATE state SET body = x'FFFFFFFF'";

    public override async ValueTask DisposeAsync()
    {
        await Close();
        scratch.Dispose();
    }
}
