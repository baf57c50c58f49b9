using Orleans.Concurrency;
using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <inheritdoc cref="IRehearsedInitiativeGrain"/>
[EvenPlacement]
sealed class RehearsedInitiativeGrain(LivedPasts pasts) : Grain, IRehearsedInitiativeGrain
{
    const string Collection = "/initiatives/";

    CompiledRehearsal plan = null!;
    InitiativeFuture? future;
    Standpoint at;
    MonthPhase phase;
    Signal signal;

    /// <inheritdoc/>
    public async Task<Signal> Open(Standpoint at)
    {
        if (!StandsIn(at, MonthPhase.Open))
            await Recall(at);
        return signal;
    }

    /// <inheritdoc/>
    public Task<InitiativeClaim?> Claim(Standpoint at, ProgrammeMonth programme, bool blocked, int lostPrerequisites)
    {
        if (!StandsIn(at, MonthPhase.Open))
            return Task.FromResult<InitiativeClaim?>(null);
        ref readonly var parameters = ref plan.Parameters.Portfolio;
        var (discount, healthDiscount) = plan.Discount(at.Month);
        if (programme.StrategyReset)
            future!.Reset(parameters.FrameworkResetLoss);
        var around = Surroundings.Of(parameters, at.Month, programme.Framework, programme.Shortfall, programme.Levers, discount, healthDiscount);
        var amount = future!.Claim(around with { Blocked = blocked, LostPrerequisites = lostPrerequisites });
        phase = MonthPhase.Claimed;
        return Task.FromResult<InitiativeClaim?>(new InitiativeClaim(future.Need, amount, future.Stage == Stage.Adoption, future.Evidence));
    }

    /// <inheritdoc/>
    public Task<InitiativeIncome?> Receive(Standpoint at, double fraction)
    {
        if (!StandsIn(at, MonthPhase.Claimed))
            return Task.FromResult<InitiativeIncome?>(null);
        signal = future!.Receive(fraction);
        phase = MonthPhase.Paid;
        return Task.FromResult<InitiativeIncome?>(new InitiativeIncome(future.Allocated, future.Received, signal));
    }

    /// <inheritdoc/>
    public Task<AdvancedInitiative?> Advance(Standpoint at, Neighbourhood others)
    {
        if (!StandsIn(at, MonthPhase.Paid))
            return Task.FromResult<AdvancedInitiative?>(null);
        future!.Advance(others);
        var report = Standing.Of(plan.Model.Initiatives[plan.Indices[Id]], future);
        OpenMonth(at.Next);
        return Task.FromResult<AdvancedInitiative?>(new AdvancedInitiative(report.AsImmutable(), signal));
    }

    string Name => this.GetPrimaryKeyString();

    string Id => Name[(Name.LastIndexOf(Collection, StringComparison.Ordinal) + Collection.Length)..];

    bool StandsIn(Standpoint wanted, MonthPhase wantedPhase) => future is not null && at == wanted && phase == wantedPhase;

    async Task Recall(Standpoint wanted)
    {
        var rehearsal = Name[..Name.LastIndexOf(Collection, StringComparison.Ordinal)];
        future = null;
        plan = await pasts.Plan(rehearsal, wanted.Edition);
        future = await pasts.Initiative(rehearsal, wanted, plan.Indices[Id]);
        OpenMonth(wanted);
    }

    /// <summary>Opens a month; behind the last one there is none to be opened.</summary>
    void OpenMonth(Standpoint next)
    {
        (at, phase) = (next, MonthPhase.Open);
        if (next.Month < plan.Model.Months)
            signal = future!.Open(next.Month);
    }
}

/// <summary>How far a grain has come in its month.</summary>
enum MonthPhase
{
    /// <summary>The month's events have taken effect.</summary>
    Open,

    /// <summary>Claims are made.</summary>
    Claimed,

    /// <summary>Money has come.</summary>
    Paid,
}
