using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <summary>The grains that live one edition of a rehearsal, led through a month round by round; each round asks all of them at once.</summary>
sealed class Cast
{
    readonly CompiledRehearsal plan;
    readonly long edition;
    readonly IRehearsedInitiativeGrain[] initiatives;
    readonly IRehearsedProgrammeGrain programme;
    readonly Signals signals;
    ProgrammeMonth? opened;
    int openMonth = -1;

    /// <summary>The cast of an edition.</summary>
    public Cast(IGrainFactory grains, string rehearsal, long edition, CompiledRehearsal plan)
    {
        (this.plan, this.edition) = (plan, edition);
        initiatives = [.. plan.Model.Initiatives.Select(each => grains.GetGrain<IRehearsedInitiativeGrain>($"{rehearsal}/initiatives/{each.Id}"))];
        programme = grains.GetGrain<IRehearsedProgrammeGrain>($"{rehearsal}/programme");
        signals = new Signals(plan.Model);
    }

    /// <summary>What it lives through.</summary>
    public CompiledRehearsal Plan => plan;

    /// <summary>Lives through the month after another; null where somebody did not stand where this month begins, so that it is to be begun again.</summary>
    public async Task<RehearsedMonth?> Live(RehearsedMonth before)
    {
        var at = new Standpoint(edition, before.Month + 1);
        if (openMonth != at.Month)
            await Open(at);

        // Whatever goes wrong from here on, the next try opens the month anew.
        openMonth = -1;
        if (await Claim(at) is not { } claims || await programme.Allocate(at, claims.AsImmutable()) is not { } fractions || await Pay(at, fractions) is not { } incomes)
            return null;
        var closing = programme.Close(at, incomes.AsImmutable());
        var advanced = await Advance(at);
        if (await closing is not { } closed || advanced is null)
            return null;
        (opened, openMonth) = (closed.Next, at.Next.Month);
        Show([.. advanced.Select(each => each.Signal)]);
        return RehearsedMonths.Of(plan, before, closed.Report.Value, advanced.Select(each => each.Report.Value));
    }

    async Task Open(Standpoint at)
    {
        var opening = programme.Open(at);
        Show(await Ask(each => each.Open(at)));
        (opened, openMonth) = (await opening, at.Month);
    }

    Task<InitiativeClaim[]?> Claim(Standpoint at) => AskAll((each, index) =>
    {
        var (blocked, lost) = signals.Dependencies(index);
        return each.Claim(at, opened!, blocked, lost);
    });

    async Task<InitiativeIncome[]?> Pay(Standpoint at, double[] fractions)
    {
        var incomes = await AskAll((each, index) => each.Receive(at, fractions[index]));
        if (incomes is not null)
            Show([.. incomes.Select(each => each.Signal)]);
        return incomes;
    }

    Task<AdvancedInitiative[]?> Advance(Standpoint at)
    {
        signals.SumUp(plan.Parameters.Portfolio);
        return AskAll((each, index) => each.Advance(at, signals.Around(index)));
    }

    void Show(Signal[] shown)
    {
        for (var i = 0; i < shown.Length; i++)
            signals.Show(i, shown[i]);
    }

    Task<T[]> Ask<T>(Func<IRehearsedInitiativeGrain, Task<T>> question) => Task.WhenAll(initiatives.Select(question));

    /// <summary>Asks all at once; null where one of them has nothing to say.</summary>
    async Task<T[]?> AskAll<T>(Func<IRehearsedInitiativeGrain, int, Task<T?>> question)
        where T : struct
    {
        var answers = await Task.WhenAll(initiatives.Select(question));
        return Array.Exists(answers, answer => answer is null) ? null : Array.ConvertAll(answers, answer => answer!.Value);
    }
}
