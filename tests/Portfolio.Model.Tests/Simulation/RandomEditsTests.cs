using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests.Blocks;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Section 6 in the long run: an initiative that is not coupled to the others does not notice, whatever is done to them.</summary>
public class RandomEditsTests
{
    const int Replications = 40;

    const int EditsForEachBlock = 10;

    /// <summary>Edits made; <c>EDITS</c> asks for more, <c>EDITS_SEED</c> for others.</summary>
    static readonly int Count = LongRun.Setting("EDITS", 300);

    static readonly ulong Seed = (ulong)LongRun.Setting("EDITS_SEED", 1);

    /// <summary>One replication, less than a block, a block and a half.</summary>
    static readonly ReplicationRange[] Ranges = [new(3, 1), new(1000, 7), new(100_000, 48)];

    [Fact]
    public void Initiative_NotCoupledToOthers_IsUnchangedByAnyNumberOfEditsToThem()
    {
        var edits = new Edits(Seed);
        var alone = new Alone(edits.Model());
        for (var edit = 1; edit <= Count; edit++)
        {
            edits.Edit();
            if (alone.Difference(edit, Compiled(edits, edit)) is { } difference)
                Assert.Fail($"{difference}\n{Where(edits, edit)}");
        }
    }

    /// <summary>Otherwise the law above would say little.</summary>
    [Fact]
    public void Watched_OverItsReplications_LivesABusyLife()
    {
        var model = new Edits(Seed).Model();
        var ends = Enumerable.Range(0, Replications).Select(replication => new PortfolioFuture(model, replication).Steps(model.Months)).ToList();
        var initiatives = ends.Select(future => future.Initiatives[0]).ToList();
        Assert.All<Func<InitiativeFuture, bool>>(
            [a => a.Live > 10, a => a.Abandoned > 5, a => a.SupportOver, a => a.Attempt > 0, a => a.StopReason == StopReason.FailedGate, a => a.IncidentMonths > 0],
            mechanism => Assert.Contains(initiatives, a => mechanism(a)));
        Assert.All(initiatives, a => Assert.Equal(1, a.Funded));
        Assert.Equal(Replications, initiatives.Select(a => a.Stability).Distinct().Count());
    }

    static PortfolioModel Compiled(Edits edits, int edit)
    {
        try
        {
            return edits.Model();
        }
        catch (ArgumentException problems)
        {
            throw new InvalidOperationException(Where(edits, edit), problems);
        }
    }

    static string Where(Edits edits, int edit) => $"EDITS_SEED={Seed}, edit {edit}: {edits.Last}\n{edits.Text}";

    /// <summary>What the watched one is without any others.</summary>
    sealed class Alone(PortfolioModel model)
    {
        readonly List<string>[] trajectories =
            [.. Enumerable.Range(0, Replications).Select(replication => Trajectory.OfInitiative(model, Edits.Watched, replication))];

        readonly (RangeResult, int)[] blocks = [.. Ranges.Select(range => Block(model, range))];

        /// <summary>Where it first differs in a replication, and now and then in a block of them, which change from edit to edit.</summary>
        public string? Difference(int edit, PortfolioModel edited)
        {
            var replication = edit % Replications;
            var trajectory = Trajectory.OfInitiative(edited, Edits.Watched, replication);
            for (var month = 0; month < model.Months; month++)
            {
                if (trajectory[month] != trajectories[replication][month])
                    return $"replication {replication}, month {month}: {trajectories[replication][month]}\nis {trajectory[month]}";
            }

            if (edit % EditsForEachBlock != 0)
                return null;
            var i = edit / EditsForEachBlock % Ranges.Length;
            return Results.Difference(blocks[i], Block(edited, Ranges[i])) is { } difference ? $"{Ranges[i]}: {difference}" : null;
        }

        static (RangeResult, int) Block(PortfolioModel model, ReplicationRange range) =>
            (VectorKernel.Simulate(model, range, Results.Statistics(model), CancellationToken.None),
                new Subjects(model).Names.ToList().IndexOf($"initiatives/{Edits.Watched}"));
    }
}
