using CsCheck;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Rehearsals;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>A rehearsal is the kernel's replication, whatever is lost while it is lived through.</summary>
public sealed class RehearsalLaws : IAsyncDisposable
{
    const int MostReplications = 100_000;

    /// <summary>Chooses the portfolios and replications; another one chooses others.</summary>
    const string Seed = "0000KOIPe036";

    readonly Scratch scratch = new();

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Fact]
    public async Task Rehearsal_WithoutIntervention_IsTheKernelsReplication()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        foreach (var (text, replication) in Cases(100))
        {
            var rehearsal = await cluster.Rehearse(text, replication);
            await rehearsal.Step(600);
            Assert.Equal(TraceRows.Of(Some.Plan(text), replication), TraceRows.Of(await rehearsal.ReadMonths()));
        }
    }

    [Fact]
    public async Task Rehearsal_OnThreeSilosOfWhichOneIsKilled_IsTheKernelsReplication()
    {
        await using var cluster = await Cluster.Start(scratch.Store, count: 3);
        var cases = Cases(100);
        var rehearsals = await Task.WhenAll(cases.Select(each => cluster.Rehearse(each.Text, each.Replication)));
        await Task.WhenAll(rehearsals.Select(rehearsal => rehearsal.Step(20)));
        var rest = rehearsals.Select(rehearsal => Despite(() => rehearsal.Apply(new RehearsalCommand { Id = "rest", Step = new StepCommand { Months = 28 } }))).ToList();
        await cluster.Kill(cluster.Silos[1]);
        await Task.WhenAll(rest);
        foreach (var ((text, replication), rehearsal) in cases.Zip(rehearsals))
            Assert.Equal(TraceRows.Of(Some.Plan(text), replication), TraceRows.Of(await rehearsal.ReadMonths()));
    }

    [Fact]
    public async Task Rehearsal_ClusterRestarted_StandsAtItsMonthAndGoesOn()
    {
        var name = Played.NewName();
        List<RehearsalFrame> before;
        await using (var cluster = await Cluster.Start(scratch.Store, count: 2))
        {
            var rehearsal = await cluster.Rehearse(name: name);
            await rehearsal.Step(5);
            await rehearsal.Intervene(Played.Cut());
            await rehearsal.Give(command => command.Annotate = new AnnotateCommand { Text = "now we shall see" });
            await rehearsal.Step(4);
            before = await rehearsal.Frames(frame => frame.Sequence == 11);
        }

        await using var again = await Cluster.Start(scratch.Store);
        var same = again.Grains.GetGrain<IRehearsalGrain>(name);
        Assert.Equal(9, (await same.Read()).Month);
        Assert.Equal(before, await same.Frames(frame => frame.Sequence == 11));
        await same.Step(600);
        Assert.Equal(TraceRows.Of((await same.ReadPlan(0)).Plan, 3), TraceRows.Of(await same.ReadMonths()));
    }

    static (string Text, int Replication)[] Cases(int count) => Gen.Select(Portfolios.Any, Gen.Int[0, MostReplications]).Array[count].Single(_ => true, Seed);

    /// <summary>Asks again what was lost with a silo.</summary>
    static async Task Despite(Func<Task> command)
    {
        for (var lost = true; lost;)
        {
            try
            {
                await command();
                lost = false;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                await Task.Yield();
            }
        }
    }
}
