using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Explaining;

/// <summary>Because of what two scenarios differ, by sampled orders of their changes: another order and its reverse for each block of replications.</summary>
sealed class SampledOrdersInquiry(CoalitionModels models, IReadOnlyList<ExplainedColumn> columns, ulong seed, string from, string to) : Inquiry
{
    /// <inheritdoc/>
    public override int Cases { get; } = OrderWalk.CountOf(models.Changes.Count);

    /// <inheritdoc/>
    public override double InitiativeMonths => (double)Cases * models.To.Initiatives.Count * models.To.Months;

    /// <summary>A shard is a block, so that its orders do not depend on how the study is cut.</summary>
    public override int ShardSize => 16;

    /// <inheritdoc/>
    public override Findings Nothing() => New();

    /// <inheritdoc/>
    public override Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        var findings = New();
        for (var first = range.First; first < range.First + range.Count;)
        {
            var count = Math.Min(ShardSize - first % ShardSize, range.First + range.Count - first);
            SimulateBlock(kernel, new ReplicationRange(first, count), findings, cancellation);
            first += count;
        }

        return findings;
    }

    void SimulateBlock(IKernel kernel, ReplicationRange block, SampledFindings findings, CancellationToken cancellation)
    {
        var walk = new OrderWalk(ShuffledOrder.Of(seed, (uint)(block.First / ShardSize), models.Changes.Count));
        var cases = walk.Sets.Select(set => models[set]).ToList();
        var outcomes = cases.Select(model => kernel.Simulate(model, block, SeriesValues.Of(model, [], block.Count), cancellation)).ToList();
        findings.Add(new ScenarioPlaces(cases), outcomes, walk);
    }

    SampledFindings New() => new(new Explanation { From = from, To = to, Changes = { models.Changes } }, columns);
}
