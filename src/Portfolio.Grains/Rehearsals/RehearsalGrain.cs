using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Rehearsals;

/// <inheritdoc cref="IRehearsalGrain"/>
/// <remarks>Commands come one after the other, and the months of playing between them; everything is kept before anybody is told.</remarks>
sealed partial class RehearsalGrain(
    [PersistentState(StateNames.Rehearsals, StateNames.Provider)] IPersistentState<RehearsalState> state,
    [PersistentState(StateNames.RehearsalLogs, StateNames.Provider)] IPersistentState<RehearsalLog> log,
    LivedPasts pasts,
    ComputePool pool,
    TimeProvider time,
    ILogger<RehearsalGrain> events) : StoredGrain, IRehearsalGrain
{
    readonly News news = new();
    Task keeping = Task.CompletedTask;
    Task<Timeline>? recalling;
    Cast? cast;
    long castEdition;

    string Name => this.GetPrimaryKeyString();

    RehearsalLog Log => log.State;

    Rehearsal What => state.State.Rehearsal;

    /// <inheritdoc/>
    public async Task<Rehearsal> Create(RehearsalState made, RehearsalLog beginning)
    {
        if (What is not null)
            return IsSame(made.Rehearsal) ? await Read() : throw new RefusedException(Refusal.AlreadyExists, Name, "the request id was used for another rehearsal");
        (made.Rehearsal.Name, made.Rehearsal.CreateTime) = (Name, time.GetUtcNow().ToTimestamp());

        // Above that of any rehearsal before of this name: what silos remember of that one is none of this one's.
        beginning.Edition += time.GetUtcNow().UtcTicks;
        log.State = beginning;
        await Keep();
        state.State = made;
        await state.Keep();
        return await Read();
    }

    /// <inheritdoc/>
    public async Task<Rehearsal> Read()
    {
        Existing();
        await keeping;
        var rehearsal = Existing().Clone();
        (rehearsal.Month, rehearsal.MonthsPerSecond, rehearsal.UpdateTime) = (Log.Month, speed, Log.UpdateTime);
        rehearsal.Interventions.AddRange(Log.Interventions.Select(each => each.Intervention.Clone()));
        rehearsal.Annotations.AddRange(Log.Annotations.Select(each => each.Annotation.Clone()));
        return rehearsal;
    }

    /// <inheritdoc/>
    public Task<RehearsalState> ReadState()
    {
        Existing();
        return Task.FromResult(state.State);
    }

    /// <inheritdoc/>
    public Task<RehearsalPlan> ReadPlan(long edition)
    {
        Existing();
        if (edition != 0 && edition != Log.Edition)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "interventions have changed since");
        List<Intervention> interventions = [.. Log.InForce()];
        return Task.FromResult(new RehearsalPlan
        {
            Plan = state.State.Plan.With(interventions),
            Seed = What.Seed,
            Point = What.Point,
            Replication = What.Replication,
            Interventions = { interventions.ToDictionary(each => each.Event.Id, each => each.Number) },
        });
    }

    /// <inheritdoc/>
    public async Task<List<RehearsedMonth>> ReadMonths()
    {
        Existing();
        return [.. (await Recalled()).Months];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RehearsalFrame> Watch(StreamPosition after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Existing();
        var timeline = await Recalled();
        if (after.Epoch > Timeline.Epoch || after.Sequence > Log.Sequence)
            throw new RefusedException(Refusal.OutOfRange, Name, FormattableString.Invariant($"the newest frame is {Log.Sequence} of epoch {Timeline.Epoch}; {after.Sequence} of epoch {after.Epoch} is beyond it"));
        if (!after.IsStart)
            yield return Between(after.Sequence, frame => frame.Resumed = new Resumed());
        for (var seen = after.Sequence; ;)
        {
            var next = news.Next;
            if (timeline.After(seen) is { } frame)
            {
                seen = frame.Sequence;
                yield return frame;
                if (frame.Deleted is not null)
                    yield break;
            }
            else if (!await News.Within(next, time, cancellation))
            {
                yield return Between(Math.Max(seen, timeline.Newest), frame => frame.Heartbeat = new RehearsalHeartbeat { Month = timeline.Months.Count });
            }
        }
    }

    /// <inheritdoc/>
    public async Task Delete()
    {
        Existing();
        var timeline = await Recalled();
        Stand();
        await log.ClearStateAsync();
        await state.ClearStateAsync();
        timeline.Append(Timeline.Frame(timeline.Newest + 1, frame => frame.Deleted = new RehearsalDeleted()));
        (recalling, cast) = (null, null);
        news.Announce();
    }

    bool IsSame(Rehearsal other) => (What.Manifest?.PlanHash, What.Replication) == (other.Manifest?.PlanHash, other.Replication) && Equals(What.Origin, other.Origin);

    Rehearsal Existing() => What ?? throw new RefusedException(Refusal.NotFound, Name, "there is no such rehearsal");

    RehearsalFrame Between(long sequence, Action<RehearsalFrame> fill)
    {
        var frame = Timeline.Frame(sequence, fill);
        frame.Rehearsal = Name;
        return frame;
    }

    /// <summary>The future so far, lived again once after each activation.</summary>
    async Task<Timeline> Recalled()
    {
        try
        {
            return await (recalling ??= Recall());
        }
        catch
        {
            recalling = null;
            throw;
        }
    }

    async Task<Timeline> Recall()
    {
        await keeping;
        var told = Log.Clone();
        var plan = await pasts.Plan(Name, told.Edition);
        var timeline = await pool.Tend(() => Timeline.Of(Name, plan, told));
        if (timeline.Newest < Log.Sequence)
            await TellThatItStands(timeline);
        return timeline;
    }

    /// <summary>The last that was told of one that was lost was another pace: it stands now, and that is said at the next position.</summary>
    async Task TellThatItStands(Timeline timeline)
    {
        Log.Sequence++;
        await Keep();
        Show(timeline, frame => frame.Pace = new PaceChange { Month = Log.Month });
    }

    CompileOptions Options => new(What.Seed, What.Point);

    /// <summary>Keeps what happened; only then somebody may be told.</summary>
    Task Keep()
    {
        Log.UpdateTime = time.GetUtcNow().ToTimestamp();
        return keeping = log.Keep();
    }
}
