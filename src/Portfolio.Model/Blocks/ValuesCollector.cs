using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;

namespace Portfolio.Model.Blocks;

/// <summary>Keeps the months' series of the portfolio and its themes as they are, replication by replication.</summary>
/// <param name="into">Where to.</param>
/// <param name="start">First replication of the range.</param>
sealed unsafe class ValuesCollector<T>(SeriesValues into, int start) : BlockCollector<T>
    where T : unmanaged, ILanes<T>
{
    int row;
    int count;

    /// <inheritdoc/>
    public override IReadOnlyList<Series> Series => into.Series;

    /// <inheritdoc/>
    public override bool TakesInitiatives => false;

    /// <inheritdoc/>
    public override void BeginBlock(int first, int used) => (row, count) = (first - start, used);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(int series, int month, int subject, int subjects, T* values, nint subjectStep, nint vectorStep, ulong used)
    {
        for (var i = 0; i < subjects; i++)
        {
            var to = into[series, subject + i, month].Slice(row, count);
            for (var lane = 0; lane < count; lane++)
                to[lane] = ((double*)((byte*)values + i * subjectStep + lane / T.Count * vectorStep))[lane % T.Count];
        }
    }

    /// <inheritdoc/>
    public override void EndBlock(int used)
    {
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
