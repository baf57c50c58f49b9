using CsCheck;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Section 6: what differs in nothing is equal, and what is not coupled does not notice.</summary>
public class CouplingTests
{
    [Fact]
    public void Scenario_ThatDiffersInNothing_HasEqualTrajectories() =>
        Portfolios.Any.Sample(text =>
        {
            var same = Portfolios.WithScenario(text, $"id: same, extends: {Portfolios.Scenario}");
            return Trajectory.Of(Some.Model(text, Portfolios.Scenario), 5).SequenceEqual(Trajectory.Of(Some.Model(same, "same"), 5));
        }, iter: 30);

    [Fact]
    public void Replication_RunTwice_IsTheSame() =>
        Gen.Select(Portfolios.Models, Gen.Int[0, 100_000]).Sample((model, replication) =>
            Trajectory.Of(model, replication).SequenceEqual(Trajectory.Of(model, replication)), iter: 30);

    [Fact]
    public void Replications_OfOneModel_Differ() =>
        Portfolios.Models.Sample(model => !Trajectory.Of(model, 1).SequenceEqual(Trajectory.Of(model, 2)), iter: 30);

    [Fact]
    public void Initiative_NotCoupledToAnother_IsUnchangedByAnyEditToIt() =>
        Gen.Select(Other, Other, Gen.Int[0, 100_000]).Sample((one, another, replication) =>
        {
            var alone = Trajectory.OfInitiative(Uncoupled(), "a", replication);
            return alone.SequenceEqual(Trajectory.OfInitiative(Uncoupled(one), "a", replication))
                && alone.SequenceEqual(
                    Trajectory.OfInitiative(Uncoupled(another, one.Replace("id: b", "id: c", StringComparison.Ordinal)), "a", replication));
        }, iter: 100);

    [Fact]
    public void Initiative_OtherPlaceInTheFile_IsUnchanged()
    {
        var first = Some.Portfolio([Busy, "id: b"]);
        var last = Some.Portfolio(["id: b", Busy]);
        Assert.Equal(Trajectory.OfInitiative(first, "a"), Trajectory.OfInitiative(last, "a"));
    }

    [Fact]
    public void Initiative_CoupledByMoney_IsChanged()
    {
        var set = Some.Budget(30_000);
        Assert.NotEqual(
            Trajectory.OfInitiative(Some.Portfolio([Busy], set), "a"),
            Trajectory.OfInitiative(Some.Portfolio([Busy, "id: b"], set), "a"));
    }

    /// <summary>Goes through its stages and into adoption, with everything drawn that can be.</summary>
    const string Busy =
        "id: a, stage: validation, sites: {eligible: 80}, "
        + "delivery: {stageMonths: {validation: 6, approval: 4}, durationCv: 0.5, gateProbability: {validation: 0.7}}, "
        + "leadership: {tenureMonths: 12}, adoption: {p: 0.2}, safety: {incidentRate: 0.2}, quality: {decideSpread: 0.5}";

    static readonly Gen<string> Other = Gen.Select(
        Gen.Int[1, 300], Gen.Double[0, 5], Gen.OneOfConst("discovery", "approval", "adoption"), Gen.Int[0, 30])
        .Select((eligible, p, stage, month) =>
            $"id: b, theme: other, stage: {stage}, startMonth: {Month.Of(2020, 4) + month}, sites: {{eligible: {eligible}}}, "
            + $"adoption: {{p: {p}}}, leadership: {{tenureMonths: 5}}, safety: {{incidentRate: 3}}");

    static PortfolioModel Uncoupled(params string[] others) =>
        Some.Portfolio([Busy, .. others],
            "months: 60, leadership: {tenureMonths: 15}, framework.resetProbability: 1, defaults.adoption.q: {uniform: {low: 0.1, high: 0.9}}");
}
