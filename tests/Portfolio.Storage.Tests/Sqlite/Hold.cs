using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>Holds the writer, so that what is asked for meanwhile waits for one and the same commit.</summary>
sealed class Hold : IDisposable
{
    readonly ManualResetEventSlim released = new();

    public Hold(SqliteStore store)
    {
        var holding = new ManualResetEventSlim();
        _ = store.Write(_ =>
        {
            holding.Set();
            released.Wait(TestContext.Current.CancellationToken);
        });
        holding.Wait(TestContext.Current.CancellationToken);
    }

    public void Release() => released.Set();

    public void Dispose() => released.Set();
}
