using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;
using Portfolio.Storage.Postgres;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests.Stores;

/// <summary>A database of PostgreSQL.</summary>
sealed class TestedPostgres(PostgresServer server) : TestedStore
{
    string? database;
    PostgresStore? store;
    IGrainStorage? states;
    IReminderTable? reminders;

    public override IGrainStorage States => states!;

    public override IStoredNames Names => new PostgresNames(store!);

    public override IOutcomeBlocks Outcomes => new PostgresOutcomeBlocks(store!);

    public override IShardLog Shards => new PostgresShardLog(store!);

    public override IJournalRows Journals => new PostgresJournalRows(store!);

    public override IReminderTable Reminders => reminders!;

    public override IStoreCare Care => new PostgresCare(store!);

    public override bool Shrinks => false;

    public override async Task Open()
    {
        store = await PostgresStore.Open(database ??= await server.NewDatabase(), TestContext.Current.CancellationToken);
        states = await PostgresProviders.States(store);
        reminders = await PostgresProviders.Reminders(store);
    }

    public override async Task Close() => await store!.DisposeAsync();

    public override Task Execute(string sql) => store!.Execute(sql);

    public override string BodiesOfGarbage => "UPDATE state SET body = '\\xFFFFFFFF'";

    public override async ValueTask DisposeAsync()
    {
        if (store is not null)
            await Close();
    }
}
