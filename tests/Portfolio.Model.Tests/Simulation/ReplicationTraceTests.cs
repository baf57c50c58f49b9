using CsCheck;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>What a replication lived through, told in full.</summary>
public sealed class ReplicationTraceTests
{
    static readonly PortfolioModel Model = Some.Model(Portfolios.Any.Generate(new PCG(7, 3), null, out _), Portfolios.Scenario);

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    public void Outcomes_AnyReplication_AreThoseOfBothKernels(int replication)
    {
        var trace = ReplicationTrace.Of(Model, replication);
        foreach (var kernel in new IKernel[] { new PlainKernel(), new VectorKernel() })
        {
            var outcomes = kernel.Simulate(Model, new ReplicationRange(replication, 1), [], TestContext.Current.CancellationToken).Outcomes;
            Assert.Equal(outcomes.Columns.Select(column => column[0]), trace.Outcomes.Columns.Select(column => column[0]));
        }
    }

    [Fact]
    public void Columns_LastMonth_IsWhereTheReplicationEnds()
    {
        var trace = ReplicationTrace.Of(Model, 7);
        var live = ReplicationTrace.InitiativeColumns.ToList().IndexOf("live");
        var ends = Enumerable.Range(0, Model.Initiatives.Count).Select(i => trace.Initiative(i)[live][^1]);
        Assert.Equal(trace.Outcomes[0, Outcome.Live][0], ends.Sum());
        var npv = ReplicationTrace.ProgrammeColumns.ToList().IndexOf("npv");
        Assert.Equal(Model.Months, trace.Programme[npv].Count);
    }
}
