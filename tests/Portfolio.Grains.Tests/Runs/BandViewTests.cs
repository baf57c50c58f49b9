using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Blocks;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>A frame is no more than 64 kB, however many themes and months there are, and leaves little room unused where not all months fit.</summary>
public sealed class BandViewTests
{
    const int Months = 240;
    const int MostBytes = 64 * 1024;

    [Theory]
    [InlineData(1, Months)]
    [InlineData(12, 35)]
    [InlineData(100, 3)]
    [InlineData(200, 1)]
    public void OfFrame_ManyThemes_ShowsAsManyMonthsAsFit(int themes, int months)
    {
        var frame = new RunFrame { Run = Some.RunName(), Epoch = int.MaxValue, Sequence = long.MaxValue, Bands = new Bands() };
        frame.Bands.Bands_.AddRange(BandView.OfFrame(Merged(themes), null));
        Assert.Equal(1 + themes, frame.Bands.Bands_.Count);
        Assert.All(frame.Bands.Bands_, band => Assert.Equal((months, Months - 1), (band.Months.Count, band.Months[^1])));
        Assert.InRange(frame.CalculateSize(), 1, MostBytes);
    }

    static MergedRun Merged(int themes)
    {
        var yaml =
            $$"""
            portfolio:
              id: some
              start: 2020-04
              months: {{Months}}
              replicationsPerDraw: 4
              defaultUncertainty: true
              initiatives: [{{string.Join(", ", Enumerable.Range(0, themes).Select(i => $"{{id: initiative-{i}, theme: the-theme-of-number-{i}, sites: {{eligible: 5}}}}"))}}]
            scenarios: [{id: plain}]
            """;
        var compiled = CompiledRun.Of(Some.Run(), Some.Plan(yaml));
        var merged = new MergedRun(compiled, new RunCheckpoint());
        merged.Merge(new VectorKernel().Simulate(compiled.Model, new ReplicationRange(0, 64), compiled.Series, CancellationToken.None));
        return merged;
    }
}
