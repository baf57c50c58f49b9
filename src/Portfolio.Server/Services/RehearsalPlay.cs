using System.Threading.Channels;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Rehearsals;
using Portfolio.Grains.Runs;
using Content = Portfolio.Contracts.V1.PlayRehearsalRequest.ContentOneofCase;

namespace Portfolio.Server.Services;

/// <summary>Plays a rehearsal over one stream: commands are applied one after the other, and what came of each is told behind the frames that it brought.</summary>
sealed class RehearsalPlay(IGrainFactory grains)
{
    const int MostWaiting = 100;

    /// <summary>Plays until the client has ended its side, and all is told.</summary>
    public async Task Play(IAsyncStreamReader<PlayRehearsalRequest> requests, IServerStreamWriter<PlayRehearsalResponse> responses, CancellationToken cancellation)
    {
        if (!await requests.MoveNext(cancellation) || requests.Current.ContentCase != Content.Watch)
            throw Refusals.Invalid("watch", "is required in the first message");
        var watch = requests.Current.Watch;
        var rehearsal = grains.GetGrain<IRehearsalGrain>(ResourceName.RequireRehearsal(watch.Name, "watch.name"));
        var after = Streams.Position(watch.AfterEpoch, watch.AfterSequence);
        var outcomes = Channel.CreateBounded<CommandOutcome>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var applying = Apply(rehearsal, requests, outcomes.Writer, ending.Token);
        try
        {
            await Tell(rehearsal, after, outcomes.Reader, responses, ending);
        }
        finally
        {
            await ending.CancelAsync();
            await applying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static async Task Apply(IRehearsalGrain rehearsal, IAsyncStreamReader<PlayRehearsalRequest> requests, ChannelWriter<CommandOutcome> outcomes, CancellationToken cancellation)
    {
        Exception? fault = null;
        try
        {
            while (await requests.MoveNext(cancellation))
            {
                var command = requests.Current.Command ?? throw Refusals.Invalid("command", "is required in every message but the first");
                await outcomes.WriteAsync(await Outcome(rehearsal, command), cancellation);
            }
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        outcomes.Complete(fault);
    }

    static async Task<CommandOutcome> Outcome(IRehearsalGrain rehearsal, RehearsalCommand command)
    {
        try
        {
            return new CommandOutcome { CommandId = command.Id, Applied = await rehearsal.Apply(command) };
        }
        catch (RefusedException refused)
        {
            return new CommandOutcome { CommandId = command.Id, Refused = Refusals.Of(refused).GetRpcStatus() };
        }
    }

    static async Task Tell(
        IRehearsalGrain rehearsal, StreamPosition after, ChannelReader<CommandOutcome> outcomes, IServerStreamWriter<PlayRehearsalResponse> responses, CancellationTokenSource ending)
    {
        await using var frames = rehearsal.Watch(after, ending.Token).GetAsyncEnumerator(ending.Token);
        var frame = frames.MoveNextAsync().AsTask();
        var outcome = outcomes.WaitToReadAsync(ending.Token).AsTask();
        try
        {
            for (var seen = after.Sequence; ;)
            {
                while (outcomes.TryPeek(out var next) && (next.Applied?.Sequence ?? 0) <= seen)
                {
                    await responses.WriteAsync(new PlayRehearsalResponse { Outcome = next }, ending.Token);
                    outcomes.TryRead(out _);
                }

                // An outcome that waits, waits for a frame; else it is the next of either.
                if (!outcomes.TryPeek(out _) && await Task.WhenAny(frame, outcome) == outcome)
                {
                    if (!await outcome)
                        return;
                    outcome = outcomes.WaitToReadAsync(ending.Token).AsTask();
                    continue;
                }

                if (!await frame)
                    return;
                seen = Math.Max(seen, frames.Current.Sequence);
                await responses.WriteAsync(new PlayRehearsalResponse { Frame = frames.Current }, ending.Token);
                frame = frames.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // It may not be left alone while a frame is asked for.
            await ending.CancelAsync();
            await ((Task)frame).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
