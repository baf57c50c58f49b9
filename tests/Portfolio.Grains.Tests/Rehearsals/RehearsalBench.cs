using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Rehearsals;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>
/// How fast rehearsals go whose grains are spread over two silos, beside the bare plain kernel in the same run. Tiny here, so that it
/// checks itself; <c>REHEARSAL_BENCH=1</c> measures at size and writes what it found.
/// </summary>
public sealed class RehearsalBench(ITestOutputHelper output) : IAsyncDisposable
{
    static readonly bool AtSize = LongRun.Setting("REHEARSAL_BENCH", 0) > 0;

    readonly Scratch scratch = new();
    readonly TimeProvider time = TimeProvider.System;

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Fact]
    public async Task Rehearsal_OfManyInitiatives_LivesMonthsASecond()
    {
        await using var cluster = await Cluster.Start(scratch.Store, count: 2);
        var (initiatives, months) = AtSize ? (200, 100) : (10, 5);
        var rehearsal = await Warm(cluster, initiatives);
        var (began, used) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await rehearsal.Step(months);
        var (wall, processor) = (time.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
        var bare = Bare(initiatives, months);
        Tell($"{initiatives} initiatives, two silos: {months / wall.TotalSeconds:0} months a second, processor {processor.TotalMilliseconds / months:0.0} ms a month; bare plain kernel {bare.TotalMilliseconds / months:0.000} ms a month, ratio {processor / bare:0}");
        await RequireSame(rehearsal, initiatives);
    }

    [Fact]
    public async Task Step_OfTwentyInitiatives_AnswersSoon()
    {
        await using var cluster = await Cluster.Start(scratch.Store, count: 2);
        var (initiatives, steps) = AtSize ? (20, 100) : (5, 3);
        var rehearsal = await Warm(cluster, initiatives);
        var taken = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            var began = time.GetTimestamp();
            await rehearsal.Step(1);
            taken.Add(time.GetElapsedTime(began).TotalMilliseconds);
        }

        taken.Sort();
        Tell($"{initiatives} initiatives, two silos: a step answers in {taken[steps / 2]:0.0} ms at the median, {taken[steps * 9 / 10]:0.0} ms at nine tenths; bare plain kernel {Bare(initiatives, steps).TotalMilliseconds / steps:0.000} ms");
        await RequireSame(rehearsal, initiatives);
    }

    /// <summary>A rehearsal whose code the runtime knows by now.</summary>
    static async Task<IRehearsalGrain> Warm(Cluster cluster, int initiatives)
    {
        for (var round = 0; round < (AtSize ? 3 : 0); round++)
            await (await cluster.Rehearse(Yaml(initiatives))).Step(100);
        var rehearsal = await cluster.Rehearse(Yaml(initiatives));
        await rehearsal.Step(1);
        return rehearsal;
    }

    TimeSpan Bare(int initiatives, int months)
    {
        var model = CheckedPlan.ModelOf(Some.Plan(Yaml(initiatives)), new CompileOptions(7));
        new PortfolioFuture(model, 3).Steps(months);
        var (future, began) = (new PortfolioFuture(model, 3), time.GetTimestamp());
        future.Steps(months);
        return time.GetElapsedTime(began);
    }

    static async Task RequireSame(IRehearsalGrain rehearsal, int initiatives)
    {
        var months = await rehearsal.ReadMonths();
        Assert.Equal(TraceRows.Of(Some.Plan(Yaml(initiatives)), 3, months.Count), TraceRows.Of(months));
    }

    void Tell(FormattableString found)
    {
        if (AtSize)
            output.WriteLine(found.ToString(CultureInfo.InvariantCulture));
    }

    static string Yaml(int initiatives) =>
        $$$"""
        portfolio:
          id: some
          start: 2020-04
          months: 120
          budget: {annual: [{amount: {{{300000 * initiatives}}}, fiscalYear: 2020}, {amount: {{{300000 * initiatives}}}, fiscalYear: 2021}]}
          initiatives:
            - {id: scan, theme: stroke, family: imaging, stage: adoption, sites: {eligible: 100, live: 1}, count: {{{initiatives / 2}}} }
            - {id: read, theme: cancer, stage: validation, sites: {eligible: 80}, count: {{{initiatives - (initiatives / 2)}}} }
        scenarios:
          - {id: cut, events: [{id: less, budget: {from: 2021-04, factor: 0.5}}]}
        """;
}
