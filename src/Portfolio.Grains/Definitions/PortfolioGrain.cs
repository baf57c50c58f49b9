using Portfolio.Contracts.V1;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IPortfolioGrain"/>
sealed class PortfolioGrain([PersistentState(StateNames.Portfolios, StateNames.Provider)] IPersistentState<PortfolioState> state, TimeProvider time)
    : RevisedGrain<PortfolioState, PortfolioDefinition>(state, time), IPortfolioGrain
{
    /// <inheritdoc/>
    protected override string Feed => Name;

    InitiativeHistories Histories => new(State.Initiatives);

    PortfolioHistory History => new(State, Name);

    /// <inheritdoc/>
    public Task<PortfolioDefinition> Write(PortfolioDefinition definition, WriteMode mode) =>
        Revise(definition, definition.Etag, mode, (next, entry) => Keep(definition, mode.Source, next, entry));

    /// <inheritdoc/>
    public override async Task<PortfolioDefinition> Read(long revision)
    {
        var (portfolio, members) = await ReadOwn(Log.Find(revision));
        portfolio.Initiatives.AddRange(await Task.WhenAll(members.Select(member => ReadInitiative(member.Initiative, member.Revision))));
        return portfolio;
    }

    /// <inheritdoc/>
    public async Task<PortfolioDefinition> Summary() => (await ReadOwn(Log.Find(0))).Portfolio;

    /// <inheritdoc/>
    public async Task<Initiative> ReadInitiative(string id, long revision)
    {
        var number = HistoryOf(id).Find(revision);
        var entry = Histories.Of(id)[(int)number - 1];
        var made = Log[entry.PortfolioRevision];
        var initiative = (await GrainFactory.RecordOf(NameOf(id), entry.Record).Read()).Initiative;
        (initiative.Name, initiative.Revision, initiative.Etag, initiative.UpdateTime) = (NameOf(id), number, entry.Etag, made.CreateTime);
        initiative.DeleteTime = entry.Kind == Kind.Deleted ? made.CreateTime : null;
        return initiative;
    }

    /// <inheritdoc/>
    public async Task<Initiative?> InitiativeMadeBy(string id, string requestId)
    {
        var made = Log.MadeBy(requestId);
        var revision = Histories.Of(id).Count(entry => entry.PortfolioRevision <= made);
        return revision == 0 ? null : await ReadInitiative(id, revision);
    }

    /// <inheritdoc/>
    public async Task<List<string>> Predecessors(string id)
    {
        var last = Histories.Of(id) switch
        {
            [] => 0,
            [.., { Kind: Kind.Deleted } deletion] => deletion.PortfolioRevision - 1,
            _ => Log.Last,
        };
        var members = last == 0 ? [] : (await ReadOwn(last)).Members;
        return [.. members.Select(member => member.Initiative).TakeWhile(each => each != id)];
    }

    /// <inheritdoc/>
    public async Task<List<Initiative>> DeletedInitiatives()
    {
        Log.Find(0);
        return [.. await Task.WhenAll(Histories.Deleted.Select(id => ReadInitiative(id, 0)))];
    }

    /// <inheritdoc/>
    public Task<List<Revision>> InitiativeRevisions(string id, long before, int limit) => Task.FromResult(HistoryOf(id).List(before, limit));

    /// <inheritdoc/>
    public Task<List<Revision>> Revisions(long before, int limit) => Task.FromResult(History.List(before, limit));

    /// <inheritdoc/>
    public async Task<Revision> Revision(long revision)
    {
        var number = Log.Find(revision);
        var found = History.Describe(number);
        found.Portfolio = await Read(number);
        found.Source = await GrainFactory.RecordOf(Name, Log[number].Record).Source();
        return found;
    }

    /// <inheritdoc/>
    protected override RevisionLog LogOf(PortfolioState state) => new(state.Revisions, Name);

    /// <summary>Keeps what is new, and makes it the newest of the state to be.</summary>
    Task Keep(PortfolioDefinition definition, SourceFile? source, PortfolioState next, RevisionEntry entry)
    {
        var (members, fresh) = new InitiativeHistories(next.Initiatives).Take(definition.Initiatives, next.Revisions.Count);
        definition.Initiatives.Clear();
        return Task.WhenAll(
        [
            GrainFactory.RecordOf(Name, entry.Record).Keep(new DefinitionRecord { Portfolio = definition, Members = { members }, Source = source }),
            .. fresh.Select(each => GrainFactory.RecordOf(NameOf(each.Initiative.Id), each.Etag).Keep(new DefinitionRecord { Initiative = each.Initiative })),
        ]);
    }

    async Task<(PortfolioDefinition Portfolio, IReadOnlyList<Member> Members)> ReadOwn(long revision)
    {
        var entry = Log[revision];
        var record = await GrainFactory.RecordOf(Name, entry.Record).Read();
        var portfolio = record.Portfolio;
        (portfolio.Name, portfolio.Revision, portfolio.Etag, portfolio.UpdateTime) = (Name, revision, entry.Etag, entry.CreateTime);
        portfolio.DeleteTime = entry.Kind == Kind.Deleted ? entry.CreateTime : null;
        return (portfolio, record.Members);
    }

    /// <summary>An initiative's revisions, each with who, when and why of the portfolio's revision that made it.</summary>
    RevisionLog HistoryOf(string id)
    {
        return new RevisionLog([.. Histories.Of(id).Select(entry => new RevisionEntry(Log[entry.PortfolioRevision]) { Kind = entry.Kind, Etag = entry.Etag, Record = entry.Record })], NameOf(id));
    }

    string NameOf(string initiative) => $"{Name}/initiatives/{initiative}";
}
