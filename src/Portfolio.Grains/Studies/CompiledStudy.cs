using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Series = Portfolio.Model.Outcomes.Series;

namespace Portfolio.Grains.Studies;

/// <summary>A study ready to be computed.</summary>
/// <param name="Models">A model for each scenario, in the question's order.</param>
sealed record CompiledStudy(IReadOnlyList<PortfolioModel> Models)
{
    static readonly IReadOnlyList<Series> Compared = [Series.Live, Series.Received, Series.Npv, Series.Stability];

    /// <summary>Replications of a shard: with many scenarios fewer, so that no shard takes long.</summary>
    public int ShardSize => Models.Count switch { <= 4 => 64, <= 16 => 32, _ => 16 };

    /// <summary>Compiles the plans that were checked when the study was created.</summary>
    public static CompiledStudy Of(StudyState state) => new([.. state.Plans.Select(plan => CompiledRun.ModelOf(state.Study.Name, plan, state.Study.Seed, state.Study.Point))]);

    /// <summary>Empty statistics of it.</summary>
    public ComparisonStatistics Statistics() => new(Models, Compared);

    /// <summary>Simulates a range under every scenario.</summary>
    public ComparisonStatistics Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        var ranges = new List<ScenarioRange>();
        foreach (var model in Models)
        {
            var values = SeriesValues.Of(model, Compared, range.Count);
            ranges.Add(new ScenarioRange(kernel.Simulate(model, range, values, cancellation), values));
        }

        var statistics = Statistics();
        statistics.Add(ranges);
        return statistics;
    }
}
