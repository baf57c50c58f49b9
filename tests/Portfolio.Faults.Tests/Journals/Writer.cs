using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>Records what a request says, and tells what is kept.</summary>
delegate Task<IReadOnlyList<Entry>> Recording(RecordEntriesRequest request, CancellationToken cancellation);

/// <summary>A client that records entries of some subjects, one request after the other; a request whose answer is lost is made again with the same keys.</summary>
/// <param name="name">Its name, with which its keys begin.</param>
/// <param name="subjects">Whose journals it writes.</param>
/// <param name="server">The server.</param>
/// <param name="record">How it records.</param>
/// <param name="acknowledged">Takes the answers.</param>
/// <param name="seed">Of what it writes.</param>
sealed class Writer(string name, string[] subjects, MortalServer server, Recording record, Acknowledgements acknowledged, int seed)
{
    const int MostEntries = 3;
    const int OneInSoManyIsRepeated = 10;

    readonly Random random = new(seed);
    int written;

    /// <summary>Writes until it is told to stop; the last request is finished.</summary>
    public async Task Write(CancellationToken stop, CancellationToken patience)
    {
        while (!stop.IsCancellationRequested)
        {
            var request = NewRequest();
            await Record(request, patience);

            // Who never saw the answer asks again, perhaps long after it was given.
            if (random.Next(OneInSoManyIsRepeated) == 0)
                await Record(request, patience);
        }
    }

    RecordEntriesRequest NewRequest()
    {
        var request = new RecordEntriesRequest { Subject = subjects[random.Next(subjects.Length)] };
        for (var count = random.Next(1, MostEntries + 1); count > 0; count--)
            request.Entries.Add(Some.Spend(month: random.Next(1, 13), pounds: random.Next(1000), name, key: $"{name}-{++written}"));
        return request;
    }

    async Task Record(RecordEntriesRequest request, CancellationToken patience)
    {
        while (true)
        {
            await server.WhenUp(patience);
            try
            {
                acknowledged.Add(await record(request, patience));
                return;
            }
            catch (RpcException exception) when (MortalServer.IsLoss(exception) && !patience.IsCancellationRequested)
            {
                // Asked again as soon as there is somebody to ask.
            }
        }
    }
}
