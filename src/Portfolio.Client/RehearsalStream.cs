using System.Threading.Channels;
using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>
/// The stream of one who plays a rehearsal: commands go in, and the frames of all who play come out. After a lost connection it is taken up again behind the last frame, and
/// commands of which nobody said what came of them are sent again, which their ids make harmless.
/// </summary>
sealed class RehearsalStream : IAsyncDisposable
{
    readonly RehearsalService.RehearsalServiceClient rehearsals;
    readonly string rehearsal;
    readonly Losses losses;
    readonly CancellationTokenSource left = new();
    readonly Channel<Pending> asked = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Unbounded: who waits for a command need not read frames meanwhile, and a future has no more than some hundred months.</summary>
    readonly Channel<RehearsalFrame> frames = Channel.CreateUnbounded<RehearsalFrame>();

    readonly Queue<Pending> underWay = [];
    readonly Task playing;
    StreamPlace seen;
    bool isDeleted;

    /// <summary>A stream; it connects at once.</summary>
    public RehearsalStream(RehearsalService.RehearsalServiceClient rehearsals, string rehearsal, Outages outages)
    {
        (this.rehearsals, this.rehearsal, losses) = (rehearsals, rehearsal, new Losses(outages));
        playing = Task.Run(PlayToTheEnd);
    }

    /// <summary>The future so far and what comes, whoever plays, in the order of positions; none is seen twice. It ends where the rehearsal is deleted.</summary>
    /// <exception cref="RpcException">The server refused the stream, or was gone for too long.</exception>
    public ChannelReader<RehearsalFrame> Frames => frames.Reader;

    /// <summary>Gives a command; ends once it is applied and all frames that it brought can be read.</summary>
    /// <param name="command">The command, with its id.</param>
    /// <param name="cancellation">Waits no longer; the command may be applied all the same.</param>
    /// <exception cref="RpcException">It was refused and changed nothing, or the server was gone for too long.</exception>
    public async Task<AppliedCommand> Give(RehearsalCommand command, CancellationToken cancellation = default)
    {
        var pending = new Pending(command);
        return asked.Writer.TryWrite(pending) ? await pending.Applied.WaitAsync(cancellation) : throw new ObjectDisposedException(nameof(RehearsalStream));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        asked.Writer.TryComplete();
        await left.CancelAsync();
        await playing;
        left.Dispose();
    }

    async Task PlayToTheEnd()
    {
        using var leaving = losses;
        try
        {
            while (await PlayUntilLost() is { } loss)
                await losses.Pause(loss, left.Token);
            End(null);
        }
        catch (Exception exception)
        {
            End(left.IsCancellationRequested ? null : exception);
        }
    }

    /// <summary>Plays over one connection.</summary>
    /// <returns>How it was lost; null where the rehearsal was deleted.</returns>
    async Task<RpcException?> PlayUntilLost()
    {
        try
        {
            await PlayOverAConnection();
            return null;
        }
        catch (RpcException exception) when (Losses.IsLoss(exception) && !left.IsCancellationRequested)
        {
            return exception;
        }
    }

    async Task PlayOverAConnection()
    {
        using var call = rehearsals.PlayRehearsal(cancellationToken: left.Token);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(left.Token);
        var sending = Send(call.RequestStream, ended.Token);
        try
        {
            while (await call.ResponseStream.MoveNext(left.Token))
            {
                losses.End();
                Take(call.ResponseStream.Current);
            }

            if (!isDeleted)
                throw new RpcException(new Status(StatusCode.Unavailable, $"the server ended the stream of {rehearsal}"));
        }
        finally
        {
            // Why it could not send, if it could not, is said by the end of the answers.
            await ended.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says where the stream begins, then what was under way over a connection that was lost, then what is new.</summary>
    async Task Send(IClientStreamWriter<PlayRehearsalRequest> requests, CancellationToken ended)
    {
        var watch = new WatchRehearsalRequest { Name = rehearsal, AfterEpoch = seen.Epoch, AfterSequence = seen.Sequence };
        await requests.WriteAsync(new PlayRehearsalRequest { Watch = watch }, ended);
        foreach (var pending in UnderWay())
            await requests.WriteAsync(new PlayRehearsalRequest { Command = pending.Command }, ended);
        while (await asked.Reader.WaitToReadAsync(ended))
        {
            while (Next() is { } pending)
                await requests.WriteAsync(new PlayRehearsalRequest { Command = pending.Command }, ended);
        }
    }

    void Take(PlayRehearsalResponse response)
    {
        if (response.ContentCase == PlayRehearsalResponse.ContentOneofCase.Outcome)
            Answered().Tell(response.Outcome);
        else if (response.Frame is { ContentCase: not RehearsalFrame.ContentOneofCase.Resumed } frame && IsNew(frame))
            frames.Writer.TryWrite(frame);
    }

    bool IsNew(RehearsalFrame frame)
    {
        if (frame.ContentCase == RehearsalFrame.ContentOneofCase.Heartbeat)
            return false;
        if ((frame.Epoch, frame.Sequence).CompareTo((seen.Epoch, seen.Sequence)) <= 0)
            return false;
        seen = new StreamPlace(frame.Epoch, frame.Sequence);
        isDeleted = frame.ContentCase == RehearsalFrame.ContentOneofCase.Deleted;
        return true;
    }

    IReadOnlyList<Pending> UnderWay()
    {
        lock (underWay)
            return [.. underWay];
    }

    Pending? Next()
    {
        lock (underWay)
        {
            if (!asked.Reader.TryRead(out var pending))
                return null;
            underWay.Enqueue(pending);
            return pending;
        }
    }

    Pending Answered()
    {
        lock (underWay)
            return underWay.Dequeue();
    }

    void End(Exception? exception)
    {
        asked.Writer.TryComplete();
        frames.Writer.TryComplete(exception);
        while (underWay.TryDequeue(out var pending) || asked.Reader.TryRead(out pending))
            pending.Fail(exception ?? new OperationCanceledException("the rehearsal was left"));
    }

    sealed class Pending(RehearsalCommand command)
    {
        readonly TaskCompletionSource<AppliedCommand> applied = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RehearsalCommand Command => command;

        public Task<AppliedCommand> Applied => applied.Task;

        public void Tell(CommandOutcome outcome)
        {
            if (outcome.OutcomeCase == CommandOutcome.OutcomeOneofCase.Refused)
                Fail(outcome.Refused.ToRpcException());
            else
                applied.SetResult(outcome.Applied);
        }

        public void Fail(Exception exception) => applied.SetException(exception);
    }
}
