using System.Threading.Channels;
using Google.Rpc;
using Grpc.Core;
using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Grains;
using Portfolio.Grains.Journals;

namespace Portfolio.Server.Services;

/// <summary>
/// Records entries as they come and tells what came of each, in their order. Reading and answering go on side by side: while some entries are on their way to the disk, the next are read; while
/// one answer is sent, what else is durable gathers for the next.
/// </summary>
sealed class EntryStream(ActiveJournals journals, KnownPortfolios portfolios)
{
    const int MostUnderWay = 1000;
    const int MostInAMessage = 1000;

    /// <summary>Records until the client has no more.</summary>
    public async Task Record(IAsyncStreamReader<RecordStreamRequest> requests, IServerStreamWriter<RecordStreamResponse> responses, CancellationToken cancellation)
    {
        var outcomes = Channel.CreateBounded<Task<EntryOutcome>>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true, SingleWriter = true });
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answering = Answer(outcomes.Reader, responses, failing);
        try
        {
            await Read(requests, outcomes.Writer, failing.Token);
        }
        catch (OperationCanceledException) when (failing.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The answering side failed, and says why.
        }
        finally
        {
            outcomes.Writer.TryComplete();
        }

        await answering;
    }

    async Task Read(IAsyncStreamReader<RecordStreamRequest> requests, ChannelWriter<Task<EntryOutcome>> outcomes, CancellationToken cancellation)
    {
        var lanes = new Dictionary<string, JournalLane>();
        while (await requests.MoveNext(cancellation))
        {
            var entries = requests.Current.Entries;
            if (entries.Count > MostInAMessage)
                throw Refusals.Invalid("entries", $"there are {entries.Count}; allowed: at most {MostInAMessage} in a message");
            var begun = new Task<EntryOutcome>[entries.Count];
            for (var i = 0; i < begun.Length; i++)
                begun[i] = await Begin(entries[i], lanes);
            foreach (var lane in lanes.Values)
                lane.Go();
            foreach (var outcome in begun)
                await outcomes.WriteAsync(outcome, cancellation);
        }
    }

    /// <summary>Checks an entry by itself and, if it is sound, puts it into its journal's lane.</summary>
    async ValueTask<Task<EntryOutcome>> Begin(Entry entry, Dictionary<string, JournalLane> lanes)
    {
        if (!lanes.TryGetValue(entry.Subject, out var lane))
        {
            if (await ProblemsOfSubject(entry.Subject) is { Count: > 0 } violations)
                return Task.FromResult(Refused(violations));
            lanes.Add(entry.Subject, lane = new JournalLane(journals, entry.Subject));
        }

        var problems = new Problems();
        EntryChecks.Check(entry, ResourceName.IsPortfolio(entry.Subject), "entry", problems);
        return problems.Any ? Task.FromResult(Refused(problems.Found.Select(problem => (problem.Path["entry.".Length..], problem.Text)))) : lane.Add(entry);
    }

    async Task<List<(string Field, string Text)>> ProblemsOfSubject(string subject)
    {
        try
        {
            await portfolios.WithSubject(ResourceName.RequireSubject(subject, "subject"), "subject");
            return [];
        }
        catch (RefusedException refused)
        {
            return [("subject", refused.Message)];
        }
        catch (RpcException refused) when (refused.GetRpcStatus()?.GetDetail<BadRequest>() is { } bad)
        {
            return [.. bad.FieldViolations.Select(violation => (violation.Field, violation.Description))];
        }
    }

    static EntryOutcome Refused(IEnumerable<(string Field, string Text)> problems) => new()
    {
        Refused = new RefusedEntry { Problems = { problems.Select(problem => new EntryProblem { Field = problem.Field, Description = problem.Text }) } },
    };

    /// <summary>Sends outcomes in their order, each message with all that are known by then.</summary>
    static async Task Answer(ChannelReader<Task<EntryOutcome>> outcomes, IServerStreamWriter<RecordStreamResponse> responses, CancellationTokenSource failing)
    {
        try
        {
            while (await outcomes.WaitToReadAsync(failing.Token))
            {
                var response = new RecordStreamResponse();
                while (outcomes.TryPeek(out var next) && (response.Outcomes.Count == 0 || next.IsCompletedSuccessfully))
                {
                    response.Outcomes.Add(await next);
                    outcomes.TryRead(out _);
                }

                await responses.WriteAsync(response, failing.Token);
            }
        }
        catch
        {
            await failing.CancelAsync();
            throw;
        }
    }
}
