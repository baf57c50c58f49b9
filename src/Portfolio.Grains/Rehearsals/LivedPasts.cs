using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <summary>
/// The pasts that grains of this silo live again: those that were lost with another silo, or whose rehearsal went back or took another
/// turn. The plain kernel steps a past once for all of them, and each takes its own part.
/// </summary>
sealed class LivedPasts(IGrainFactory grains, ComputePool pool)
{
    const int MostKept = 4;
    const int Programme = -1;

    readonly CompileCache<CompiledRehearsal> plans = new();
    readonly Lock gate = new();
    readonly List<Past> pasts = [];

    /// <summary>What the grains of a rehearsal live through, compiled once for this silo.</summary>
    public Task<CompiledRehearsal> Plan(string rehearsal, long edition) => plans.Get(FormattableString.Invariant($"{rehearsal}@{edition}"), async () =>
    {
        var plan = await grains.GetGrain<IRehearsalGrain>(rehearsal).ReadPlan(edition);
        return await pool.Tend(() => new CompiledRehearsal(plan));
    });

    /// <summary>An initiative at the beginning of a month. It is the caller's alone.</summary>
    public async Task<InitiativeFuture> Initiative(string rehearsal, Standpoint at, int index) => (await Take(rehearsal, at, index)).Initiatives[index];

    /// <summary>The programme at the beginning of a month. It is the caller's alone.</summary>
    public async Task<ProgrammeFuture> ProgrammeOf(string rehearsal, Standpoint at) => (await Take(rehearsal, at, Programme)).Programme;

    Task<PortfolioFuture> Take(string rehearsal, Standpoint at, int part)
    {
        lock (gate)
        {
            // A part that was taken has lived on since; who asks for it again gets it from another past.
            if (pasts.Find(each => each.Rehearsal == rehearsal && each.At == at) is not { } past || past.Future.IsFaulted || !past.Taken.Add(part))
            {
                pasts.RemoveAll(each => each.Rehearsal == rehearsal);
                past = new Past(rehearsal, at, Live(rehearsal, at), [part]);
                pasts.Add(past);
                if (pasts.Count > MostKept)
                    pasts.RemoveAt(0);
            }

            return past.Future;
        }
    }

    async Task<PortfolioFuture> Live(string rehearsal, Standpoint at)
    {
        var plan = await Plan(rehearsal, at.Edition);
        return await pool.Tend(() =>
        {
            var future = plan.Begin();
            while (future.Month < at.Month)
                future.Step();
            return future;
        });
    }

    sealed record Past(string Rehearsal, Standpoint At, Task<PortfolioFuture> Future, HashSet<int> Taken);
}
