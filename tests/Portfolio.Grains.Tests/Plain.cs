using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests;

/// <summary>What the plain kernel makes of <see cref="Some.Run"/>, without any grain: what every run has to come to.</summary>
static class Plain
{
    static CompiledRun Compiled => Computed.Run;

    static readonly Lazy<RangeResult> Whole = new(() => Range(0, Some.Replications));

    static readonly Lazy<string> WholeDigest = new(() => HashTree.Root(ShardCodec.Leaves(Whole.Value.Outcomes)));

    /// <summary>The digest of all replications.</summary>
    public static string Digest => WholeDigest.Value;

    /// <summary>A range of replications.</summary>
    public static RangeResult Range(int first, int count) =>
        new PlainKernel().Simulate(Compiled.Model, new ReplicationRange(first, count), Compiled.Series, CancellationToken.None);

    /// <summary>The result of the first replications, with the bands of everything.</summary>
    public static RunResult Result(int count = Some.Replications)
    {
        var plain = count == Some.Replications ? Whole.Value : Range(0, count);
        var merged = new MergedRun(Compiled, new RunCheckpoint());
        merged.Merge(plain);
        var result = merged.Summary("");
        result.Bands.AddRange(BandView.Of(merged, Some.Everything()));
        return result;
    }
}
