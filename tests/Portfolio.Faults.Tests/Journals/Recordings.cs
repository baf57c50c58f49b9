using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>The ways in which entries are recorded.</summary>
static class Recordings
{
    /// <summary>All of a request by one call.</summary>
    public static Recording ByCall(MortalServer server) =>
        async (request, cancellation) => (await server.Client.Journals.RecordEntriesAsync(request, cancellationToken: cancellation)).Entries;

    /// <summary>Each entry by itself over a stream, which takes up lost connections again by itself; where it gives up, by another stream.</summary>
    public static Recording ByStream(MortalServer server)
    {
        var recorder = server.Client.RecordEntries();
        return async (request, cancellation) =>
        {
            try
            {
                return await Task.WhenAll(request.Entries.Select(entry => Record(recorder, entry, request.Subject, cancellation)));
            }
            catch (RpcException)
            {
                recorder = server.Client.RecordEntries();
                throw;
            }
        };
    }

    static async Task<Entry> Record(EntryRecorder recorder, Entry entry, string subject, CancellationToken cancellation)
    {
        var own = entry.Clone();
        own.Subject = subject;
        var kept = await recorder.Record(own, cancellation).WaitAsync(cancellation);
        var recorded = own.Clone();
        (recorded.Number, recorded.Sequence, recorded.RecordTime) = (kept.Number, kept.Sequence, kept.RecordTime);
        return recorded;
    }
}
