using System.Globalization;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries recorded over gRPC, one a call; each writer has a connection of its own and waits for each answer.</summary>
sealed class RecordedWrites(JournalServer server) : IDisposable
{
    readonly List<PortfolioClient> clients = [];
    int written;

    /// <summary>Entries that were acknowledged.</summary>
    public int Written => written;

    /// <summary>Records entries.</summary>
    /// <param name="writers">How many write at once.</param>
    /// <param name="initiatives">In how many journals.</param>
    /// <param name="each">Entries of each writer.</param>
    public Task Write(int writers, int initiatives, int each)
    {
        while (clients.Count < writers)
            clients.Add(server.NewClient());
        return Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(clients[writer], server.Initiatives[writer % initiatives], each))));
    }

    /// <summary>An entry.</summary>
    public static Entry Spend(int number) => new()
    {
        Month = string.Create(CultureInfo.InvariantCulture, $"{2020 + (number % 120 / 12)}-{1 + (number % 12):00}"),
        Spend = new Money { Pounds = number },
        Source = "finance",
        Key = string.Create(CultureInfo.InvariantCulture, $"key-{number}"),
    };

    /// <inheritdoc/>
    public void Dispose() => clients.ForEach(client => client.Dispose());

    async Task Write(PortfolioClient client, string subject, int each)
    {
        for (; each > 0; each--)
            await client.Journals.RecordEntriesAsync(new RecordEntriesRequest { Subject = subject, Entries = { Spend(Interlocked.Increment(ref written)) } });
    }
}
