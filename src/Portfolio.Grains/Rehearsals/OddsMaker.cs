using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Series = Portfolio.Model.Outcomes.Series;

namespace Portfolio.Grains.Rehearsals;

/// <summary>What may follow from a month of a rehearsal, by the kernel that simulates runs, and where the rehearsal's own future lies in it.</summary>
public sealed class OddsMaker(IGrainFactory grains, ComputePool pool, IKernel kernel)
{
    /// <summary>The odds.</summary>
    /// <param name="rehearsal">The rehearsal's name.</param>
    /// <param name="month">Months lived through when the others begin; null for all so far.</param>
    /// <param name="replications">How many others.</param>
    /// <param name="view">Subjects and series, both named.</param>
    /// <param name="seed">Seed of the others; 0 for one that differs from the rehearsal's.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">The month is not lived through yet, or nothing follows it.</exception>
    public async Task<RehearsalOdds> Of(string rehearsal, int? month, int replications, View view, ulong seed, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IRehearsalGrain>(rehearsal);
        var (what, state, months, lived) = (await grain.Read(), await grain.ReadState(), await grain.ReadMonths(), await grain.ReadPlan(0));
        var from = month ?? months.Count;
        if (from < 1 || from > months.Count || from >= what.Months)
            throw new RefusedException(Refusal.OutOfRange, rehearsal, FormattableString.Invariant($"odds from month {from} are not allowed; allowed: 1 to {Math.Min(months.Count, what.Months - 1)}, of {months.Count} months lived through"));
        var known = state.Plan.With([.. what.Interventions.Where(each => each.UndoTime is null && each.Month <= from)]);
        var odds = new RehearsalOdds { Rehearsal = rehearsal, Month = from, Replications = replications };
        await pool.Run(
            token =>
            {
                var options = new CompileOptions(seed == 0 ? ~what.Seed : seed, what.Point);
                var start = FutureStart.Of(known, options, months[from - 1]);
                odds.Assumptions.AddRange(start.Assumptions);
                odds.Lines.AddRange(Lines(start.Set, start.Scenario, options, replications, view, token));
                PutLived(odds, new CompiledRehearsal(lived), view, from, months.Count, token);
                return odds;
            },
            cancellation,
            Claim.Of(rehearsal));
        return odds;
    }

    IEnumerable<OddsLine> Lines(DefinitionSet set, string scenario, CompileOptions options, int replications, View view, CancellationToken cancellation)
    {
        var model = CheckedPlan.ModelOf(new RunPlan { Portfolio = set.Portfolio, Scenarios = { set.Scenarios }, Scenario = scenario }, options);
        var compiled = new CompiledRun(model, SeriesOf(view), [], default, KeepsOutcomes: false);
        var merged = new MergedRun(compiled, new RunCheckpoint());
        merged.Merge(kernel.Simulate(model, new ReplicationRange(0, replications), compiled.Series, cancellation));
        return BandView.Of(merged, view).Select(band => new OddsLine { Band = band });
    }

    /// <summary>The same series of the one replication that is lived through, and months counted from the rehearsal's start.</summary>
    static void PutLived(RehearsalOdds odds, CompiledRehearsal plan, View view, int from, int until, CancellationToken cancellation)
    {
        var series = SeriesOf(view);
        var one = new PlainKernel().Simulate(plan.Model, new ReplicationRange(plan.Replication, 1), series, cancellation).Statistics;
        var subjects = new Subjects(plan.Model).Names.ToList();
        foreach (var line in odds.Lines)
        {
            var (subject, index) = (subjects.IndexOf(line.Band.Subject), Array.IndexOf(series, (Series)(int)line.Band.Series));
            line.Lived.AddRange(Enumerable.Range(from, until - from).Select(month => one.Summary(index, subject, month, [], []).Mean));
            for (var i = 0; i < line.Band.Months.Count; i++)
                line.Band.Months[i] += from;
        }
    }

    static Series[] SeriesOf(View view) => [.. view.Series.Select(series => (Series)(int)series)];
}
