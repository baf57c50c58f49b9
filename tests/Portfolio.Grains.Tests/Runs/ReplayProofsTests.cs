using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>What a replay proves of a replication.</summary>
public sealed class ReplayProofsTests
{
    const int Replication = 70;

    static readonly Portfolio.Model.PortfolioModel Model = CompiledRun.Of(Some.Run(), Some.Plan()).Model;

    readonly OutcomeTable kept = Plain.Range(64, 64).Outcomes;
    readonly Run run = new(Some.Run()) { Name = Some.RunName(), EngineVersion = "0.1" };

    [Fact]
    public void Of_TheSameOutcomes_IsEqual()
    {
        var proof = Proof();
        Assert.True(proof.Equal);
        Assert.Equal((kept.Columns.Count, 0), (proof.Outcomes, proof.Differences.Count));
    }

    [Fact]
    public void Of_OneBitElse_IsToldWithBothNumbersAndEngines()
    {
        var live = kept[0, Outcome.Npv];
        var before = live[Replication - 64];
        live[Replication - 64] = Math.BitIncrement(before);
        var proof = Proof();
        Assert.False(proof.Equal);
        Assert.Equal(new DifferingOutcome { Subject = "portfolio", Outcome = "npv", Kept = Math.BitIncrement(before), Now = before }, Assert.Single(proof.Differences));
        Assert.Equal(("0.1", PlanHash.Engine), (proof.EngineVersion, proof.EngineVersionNow));
        Assert.Contains($"by engine {PlanHash.Engine}, where 0.1 had computed the run: 1 of {proof.Outcomes} end outcomes are not those", proof.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OutcomesThatAreNotDefined_AreEqual()
    {
        Assert.Contains(kept.Columns, column => double.IsNaN(column[Replication - 64]));
        Assert.True(Proof().Equal);
    }

    ReplayProof Proof() => ReplayProofs.Of(run, Replication, Model, (kept, Replication - 64), ReplicationTrace.Of(Model, Replication).Outcomes);
}
