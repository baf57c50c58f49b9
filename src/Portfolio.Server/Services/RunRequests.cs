using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Series = Portfolio.Contracts.V1.Series;

namespace Portfolio.Server.Services;

/// <summary>Checks what a request says of a run, and fills in what it leaves open.</summary>
static class RunRequests
{
    const int DefaultReplications = 2000;
    const int MostReplications = 1_000_000;
    const int MostReplicationsPerDraw = 1_000_000;

    /// <summary>Completes a run, but for what the definitions say.</summary>
    /// <exception cref="Grpc.Core.RpcException">Something is wrong with it; every problem is told.</exception>
    public static void Complete(Run run)
    {
        Refusals.InvalidBy(
            () => CheckDefinitions(run),
            () => StoppingRules.Complete(run),
            () => Require(run.Replications is >= 0 and <= MostReplications, "run.replications", $"{run.Replications} is not allowed; allowed: 1 to {MostReplications}, or 0 for {DefaultReplications}"),
            () => Require(
                run.ShardSize is >= 0 and <= ShardSizes.Most && run.ShardSize % ShardSizes.Step == 0,
                "run.shard_size",
                $"{run.ShardSize} is not allowed; allowed: a multiple of {ShardSizes.Step} up to {ShardSizes.Most}, or 0"),
            () => Require(Enum.IsDefined(run.Sampling), "run.sampling", $"{(int)run.Sampling} is not known; allowed: {string.Join(", ", Enum.GetValues<Sampling>().Skip(1))}, or nothing for the portfolio's"),
            () => Require(
                run.ReplicationsPerDraw is >= 0 and <= MostReplicationsPerDraw,
                "run.replications_per_draw",
                $"{run.ReplicationsPerDraw} is not allowed; allowed: 1 to {MostReplicationsPerDraw}, or 0 for as many as the portfolio says"),
            () => CheckSeries(run));
        run.Replications = run.Replications == 0 ? DefaultReplications : run.Replications;
        List<Series> wanted = run.SummaryOnly ? [] : run.Series.Count == 0 ? [.. SeriesFacts.Default.Select(each => (Series)(int)each)] : [.. run.Series.Distinct()];
        run.Series.Clear();
        run.Series.AddRange(wanted);
        run.FurtherEngineVersions.Clear();
        (run.ReplicationsDone, run.StoppingReason) = (0, StoppingReason.Unspecified);
        run.Digest = run.Name = "";
        (run.Error, run.EndTime, run.Manifest, run.Cost) = (null, null, null, null);
    }

    /// <summary>The portfolio as a run samples it, where that is otherwise than it says itself; else null.</summary>
    public static PortfolioDefinition? Sampled(PortfolioDefinition portfolio, Run run)
    {
        if (run.Sampling == Sampling.Unspecified && run.ReplicationsPerDraw == 0)
            return null;
        var sampled = portfolio.Clone();
        sampled.Sampling = run.Sampling == Sampling.Unspecified ? portfolio.Sampling : run.Sampling;
        sampled.ReplicationsPerDraw = run.ReplicationsPerDraw == 0 ? portfolio.ReplicationsPerDraw : new Number { Value = run.ReplicationsPerDraw };
        return sampled;
    }

    static void CheckDefinitions(Run run) => Refusals.InvalidBy(
        () => ResourceName.RequirePortfolio(run.Portfolio, "run.portfolio"),
        () => Require(
            run.Scenario.Length == 0 || ResourceName.ParentOf(ResourceName.RequireScenario(run.Scenario, "run.scenario")) == run.Portfolio,
            "run.scenario",
            $"{run.Scenario} is not a scenario of {run.Portfolio}"),
        () => Require(run.Scenario.Length > 0 || run.ScenarioRevision == 0, "run.scenario_revision", $"{run.ScenarioRevision} is a revision of no scenario; the plain portfolio has none"));

    static void CheckSeries(Run run) => Refusals.InvalidBy(
    [
        .. run.Series.Where(series => series == Series.Unspecified || !Enum.IsDefined(series)).Select(series => (Action)(() => throw Refusals.Invalid("run.series", $"{series} is not a known series"))),
        () => Require(!run.SummaryOnly || run.Series.Count == 0, "run.series", $"{run.Series.FirstOrDefault()} is not allowed: a run with summary_only has none"),
    ]);

    static void Require(bool holds, string field, FormattableString otherwise)
    {
        if (!holds)
            throw Refusals.Invalid(field, FormattableString.Invariant(otherwise));
    }
}
