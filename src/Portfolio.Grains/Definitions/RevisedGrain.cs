using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;
using Portfolio.Grains.Journals;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Definitions;

/// <summary>What portfolios and scenarios do alike: every change is a new revision, durable and told to the feed before it is acknowledged.</summary>
/// <typeparam name="TState">What is kept: the revisions, without what they say.</typeparam>
/// <typeparam name="TDefinition">What they say.</typeparam>
abstract class RevisedGrain<TState, TDefinition>(IPersistentState<TState> state, TimeProvider time) : StoredGrain
    where TState : class, IMessage<TState>
    where TDefinition : class, IMessage<TDefinition>
{
    /// <summary>Resource name.</summary>
    protected string Name => this.GetPrimaryKeyString();

    /// <summary>What is kept.</summary>
    protected TState State => state.State;

    /// <summary>Which revisions there are.</summary>
    protected RevisionLog Log => LogOf(State);

    /// <summary>The portfolio in whose feed the revisions are told.</summary>
    protected abstract string Feed { get; }

    /// <summary>Reads a revision; 0 is the newest.</summary>
    public abstract Task<TDefinition> Read(long revision);

    /// <summary>Makes a revision in which the resource is deleted.</summary>
    public Task<TDefinition> Delete(string etag, WriteMode mode) => Mark(Kind.Deleted, () => Log.RequireDeletable(etag), mode);

    /// <summary>Makes a revision in which it is back.</summary>
    public Task<TDefinition> Undelete(string etag, WriteMode mode) => Mark(Kind.Undeleted, () => Log.RequireDeleted(etag), mode);

    /// <summary>The revisions of a state.</summary>
    protected abstract RevisionLog LogOf(TState state);

    /// <summary>Makes a revision of a definition, unless it equals the newest.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="etag">The etag that the resource must have; empty for any.</param>
    /// <param name="mode">How it is to be written.</param>
    /// <param name="keep">Keeps what the new revision says, given the state to be and the revision. It counts once the state names it.</param>
    protected async Task<TDefinition> Revise(TDefinition definition, string etag, WriteMode mode, Func<TState, RevisionEntry, Task> keep)
    {
        if (Log.MadeBy(mode.RequestId) is > 0 and var made)
            return await Read(made);
        Log.RequireWritable(mode, etag);
        Outputs.Clear(definition);
        var (hash, source) = (Fingerprint.Of(definition), Fingerprint.Of(mode.Source));
        if (Log.Says(hash, source))
            return await Read(0);
        var next = State.Clone();
        await keep(next, LogOf(next).Add(hash, source, mode, time.GetUtcNow()));
        return await Become(next);
    }

    async Task<TDefinition> Mark(Kind kind, Action require, WriteMode mode)
    {
        if (Log.MadeBy(mode.RequestId) is > 0 and var made)
            return await Read(made);
        require();
        var next = State.Clone();
        LogOf(next).Add(kind, mode, time.GetUtcNow());
        return await Become(next);
    }

    async Task<TDefinition> Become(TState next)
    {
        state.State = next;
        await state.Keep();
        await GrainFactory.GetGrain<IFeedGrain>(Feed).Announce();
        return await Read(0);
    }
}
