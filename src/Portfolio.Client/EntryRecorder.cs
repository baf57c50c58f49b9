using System.Threading.Channels;
using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>
/// Records entries over one stream, for as many writers of a program as there are; what they bring while a message is being sent goes into the next one together. After a lost connection
/// what was not acknowledged is sent again, which its keys make harmless.
/// </summary>
/// <remarks>A writer whose entries shall be recorded in their order hands them over one after the other; it need not wait for each to be acknowledged.</remarks>
public sealed class EntryRecorder : IAsyncDisposable
{
    const int MostUnderWay = 1000;

    readonly JournalService.JournalServiceClient journals;
    readonly Losses losses;
    readonly SemaphoreSlim room = new(MostUnderWay);
    readonly Channel<Pending> asked = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true });
    readonly Queue<Pending> underWay = [];
    readonly Task recording;

    /// <summary>A recorder; it connects with the first entry.</summary>
    internal EntryRecorder(JournalService.JournalServiceClient journals, Outages outages)
    {
        (this.journals, losses) = (journals, new Losses(outages));
        recording = Task.Run(RecordToTheEnd);
    }

    /// <summary>Records an entry; ends once it is durable. Waits for room first while a thousand are under way and as many wait; who waits longest goes first.</summary>
    /// <param name="entry">The entry, with its subject. It is not to be changed until then.</param>
    /// <exception cref="EntryRefusedException">The server refused it; others are not affected.</exception>
    /// <exception cref="RpcException">The server was gone for too long, or refused the stream; the recorder can be used no more. Whether the entry was recorded is not known.</exception>
    public async Task<KeptEntry> Record(Entry entry, CancellationToken cancellation = default)
    {
        var pending = new Pending(entry);
        try
        {
            await asked.Writer.WriteAsync(pending, cancellation);
            return await pending.Kept;
        }
        catch (ChannelClosedException closed) when (closed.InnerException is RpcException lost)
        {
            throw lost;
        }
    }

    /// <summary>Waits for what is under way, and ends the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        asked.Writer.TryComplete();
        await recording;
    }

    async Task RecordToTheEnd()
    {
        using var leaving = losses;
        try
        {
            while (underWay.Count > 0 || await asked.Reader.WaitToReadAsync())
            {
                if (await RecordUntilLost() is { } loss)
                    await losses.Pause(loss, CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Records over one connection.</summary>
    /// <returns>How it was lost; null where there is nothing more to record.</returns>
    async Task<RpcException?> RecordUntilLost()
    {
        try
        {
            await RecordOverAConnection();
            return null;
        }
        catch (RpcException exception) when (Losses.IsLoss(exception))
        {
            return exception;
        }
    }

    /// <summary>Records until the connection is lost or there is nothing more to record.</summary>
    async Task RecordOverAConnection()
    {
        using var call = journals.RecordStream();
        using var ended = new CancellationTokenSource();
        var sending = Send(call.RequestStream, ended.Token);
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                losses.End();
                foreach (var outcome in call.ResponseStream.Current.Outcomes)
                    Acknowledged().Tell(outcome);
            }
        }
        finally
        {
            // Why it could not send, if it could not, is said by the end of the answers.
            await ended.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what was under way over a connection that was lost, then what is new, each message with all that is there by then.</summary>
    async Task Send(IClientStreamWriter<RecordStreamRequest> requests, CancellationToken ended)
    {
        if (underWay.Count > 0)
            await requests.WriteAsync(new RecordStreamRequest { Entries = { underWay.Select(pending => pending.Entry) } }, ended);
        while (await asked.Reader.WaitToReadAsync(ended))
        {
            await room.WaitAsync(ended);
            await requests.WriteAsync(Next(), ended);
        }

        await requests.CompleteAsync();
    }

    /// <summary>What is asked for, as far as there is room. There is for one.</summary>
    RecordStreamRequest Next()
    {
        var request = new RecordStreamRequest();
        var hasRoom = true;
        lock (underWay)
        {
            while (hasRoom && asked.Reader.TryRead(out var pending))
            {
                underWay.Enqueue(pending);
                request.Entries.Add(pending.Entry);
                hasRoom = room.Wait(0);
            }
        }

        if (hasRoom)
            room.Release();
        return request;
    }

    Pending Acknowledged()
    {
        lock (underWay)
        {
            var pending = underWay.Dequeue();
            room.Release();
            return pending;
        }
    }

    void Fail(Exception exception)
    {
        asked.Writer.TryComplete(exception);
        while (underWay.TryDequeue(out var pending) || asked.Reader.TryRead(out pending))
            pending.Fail(exception);
    }

    sealed class Pending(Entry entry)
    {
        readonly TaskCompletionSource<KeptEntry> kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Entry Entry => entry;

        public Task<KeptEntry> Kept => kept.Task;

        public void Tell(EntryOutcome outcome)
        {
            if (outcome.OutcomeCase == EntryOutcome.OutcomeOneofCase.Refused)
                Fail(new EntryRefusedException([.. outcome.Refused.Problems]));
            else
                kept.SetResult(outcome.Kept);
        }

        public void Fail(Exception exception) => kept.SetException(exception);
    }
}
