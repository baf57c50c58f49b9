using Orleans.Concurrency;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <inheritdoc cref="IRehearsedProgrammeGrain"/>
[EvenPlacement]
sealed class RehearsedProgrammeGrain(LivedPasts pasts) : Grain, IRehearsedProgrammeGrain
{
    const string Collection = "/programme";

    CompiledRehearsal plan = null!;
    ProgrammeFuture? future;
    Standpoint at;
    MonthPhase phase;
    ProgrammeMonth? opened;

    string Rehearsal => this.GetPrimaryKeyString()[..^Collection.Length];

    /// <inheritdoc/>
    public async Task<ProgrammeMonth> Open(Standpoint at)
    {
        if (!StandsIn(at, MonthPhase.Open))
            await Recall(at);
        return opened!;
    }

    /// <inheritdoc/>
    public Task<double[]?> Allocate(Standpoint at, Immutable<InitiativeClaim[]> claims)
    {
        if (!StandsIn(at, MonthPhase.Open))
            return Task.FromResult<double[]?>(null);
        foreach (var (index, claim) in claims.Value.Index())
            future!.Claim(index, claim.Need, claim.Amount, claim.InAdoption, claim.Evidence);
        future!.Allocate();
        phase = MonthPhase.Claimed;
        return Task.FromResult<double[]?>([.. claims.Value.Index().Select(each => future.FractionOf(each.Index, each.Item.InAdoption, each.Item.Evidence))]);
    }

    /// <inheritdoc/>
    public Task<AdvancedProgramme?> Close(Standpoint at, Immutable<InitiativeIncome[]> incomes)
    {
        if (!StandsIn(at, MonthPhase.Claimed))
            return Task.FromResult<AdvancedProgramme?>(null);
        foreach (var income in incomes.Value)
            future!.Book(income.Allocated, income.Received);
        future!.Close(plan.Discount(at.Month).Money);
        var report = Standing.Of(future);
        OpenMonth(at.Next);
        return Task.FromResult<AdvancedProgramme?>(new AdvancedProgramme(report.AsImmutable(), opened));
    }

    bool StandsIn(Standpoint wanted, MonthPhase wantedPhase) => future is not null && at == wanted && phase == wantedPhase;

    async Task Recall(Standpoint wanted)
    {
        future = null;
        plan = await pasts.Plan(Rehearsal, wanted.Edition);
        future = await pasts.ProgrammeOf(Rehearsal, wanted);
        OpenMonth(wanted);
    }

    /// <summary>Opens a month; behind the last one there is none to be opened.</summary>
    void OpenMonth(Standpoint next)
    {
        (at, phase, opened) = (next, MonthPhase.Open, null);
        if (next.Month < plan.Model.Months)
            opened = new ProgrammeMonth(future!.Open(next.Month), future.Framework, future.Shortfall, future.Levers);
    }
}
