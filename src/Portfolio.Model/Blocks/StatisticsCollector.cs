using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Blocks;

/// <summary>Puts the months' series of blocks by for statistics, which sum and count them when there are many.</summary>
sealed unsafe class StatisticsCollector<T> : BlockCollector<T>
    where T : unmanaged, ILanes<T>
{
    readonly SeriesStatistics statistics;
    readonly SeriesCells cells;
    readonly SeriesKind[] kinds;
    readonly int lanes;
    readonly ulong all;
    readonly LaneMemory memory = new();
    readonly double* scratch;

    /// <summary>A collector for the blocks of a range.</summary>
    /// <param name="statistics">Where to.</param>
    /// <param name="lanes">Lanes of a block, a multiple of eight.</param>
    public StatisticsCollector(SeriesStatistics statistics, int lanes)
    {
        (this.statistics, cells, this.lanes) = (statistics, statistics.PutBy, lanes);
        kinds = [.. statistics.Series.Select(series => series.Kind())];
        all = lanes == 64 ? ulong.MaxValue : (1UL << lanes) - 1;
        scratch = memory.Of<double>(lanes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Series> Series => statistics.Series;

    /// <inheritdoc/>
    public override bool TakesInitiatives => true;

    /// <inheritdoc/>
    public override void BeginBlock(int first, int used)
    {
        cells.Begin(lanes);
        statistics.Draws?.Begin(first, used);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(int series, int month, int subject, int subjects, T* values, nint subjectStep, nint vectorStep, ulong used)
    {
        var place = cells.Place(series, subject, month);
        switch (kinds[series])
        {
            case SeriesKind.Count:
                Store<CountForm>(place, subjects, values, subjectStep, vectorStep, used, cells.At(series, subject, month));
                break;
            case SeriesKind.Share:
                Store<ShareForm>(place, subjects, values, subjectStep, vectorStep, used, cells.At(series, subject, month));
                break;
            case SeriesKind.Amount:
                Store<AmountForm<WholeScale>>(place, subjects, values, subjectStep, vectorStep, used, cells.At(series, subject, month));
                break;
            default:
                Store<AmountForm<FineScale>>(place, subjects, values, subjectStep, vectorStep, used, cells.At(series, subject, month));
                break;
        }

        if (statistics.Draws is not { } draws)
            return;
        for (var i = 0; i < subjects; i++)
            AddTo(draws, cells.At(series, subject + i, month), (T*)((byte*)values + i * subjectStep), vectorStep, used);
    }

    /// <summary>Puts by what subject after subject has; as it lies there if it can be, which it nearly always can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Store<TForm>(byte* to, int subjects, T* values, nint subjectStep, nint vectorStep, ulong used, int cell)
        where TForm : IPackedForm
    {
        for (var i = 0; i < subjects; i++)
        {
            if (used != all || T.Count % EightLanes.Count != 0 || !Store<TForm>(to, values, vectorStep))
                StoreChosen<TForm>(to, values, vectorStep, used, cell + i);
            to += lanes * TForm.Bytes;
            values = (T*)((byte*)values + subjectStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    bool Store<TForm>(byte* to, T* values, nint step)
        where TForm : IPackedForm
    {
        var stored = true;
        for (var lane = 0; lane < lanes; lane += T.Count)
        {
            for (var i = 0; i < T.Count; i += EightLanes.Count)
                stored &= TForm.Store(Vector512.Load((double*)values + i), to + (lane + i) * TForm.Bytes);
            values = (T*)((byte*)values + step);
        }

        return stored;
    }

    /// <summary>Puts by the lanes that count, and counts at once what cannot be put by.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void StoreChosen<TForm>(byte* to, T* values, nint step, ulong used, int cell)
        where TForm : IPackedForm
    {
        for (var lane = 0; lane < lanes; lane++)
            scratch[lane] = (used >> lane & 1) != 0 ? ValueOf(values, step, lane) : double.NaN;
        for (var first = 0; first < lanes; first += EightLanes.Count)
        {
            if (TForm.Store(Vector512.Load(scratch + first), to + first * TForm.Bytes))
                continue;
            for (var lane = first; lane < first + EightLanes.Count; lane++)
            {
                if (!double.IsNaN(scratch[lane]))
                    cells.Add(cell, scratch[lane]);
                scratch[lane] = double.NaN;
            }

            TForm.Store(Vector512.Load(scratch + first), to + first * TForm.Bytes);
        }
    }

    /// <summary>Adds lane after lane to the draws of the parameters they belong to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddTo(DrawSums draws, int cell, T* values, nint step, ulong used)
    {
        for (; used != 0; used &= used - 1)
        {
            var lane = BitOperations.TrailingZeroCount(used);
            if (ValueOf(values, step, lane) is var value && !double.IsNaN(value))
                draws.Add(cell, lane, Quantisation.ToUnits(cells.KindOf(cell), value));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static double ValueOf(T* values, nint step, int lane) => ((double*)((byte*)values + lane / T.Count * step))[lane % T.Count];

    /// <inheritdoc/>
    public override void EndBlock(int used)
    {
        cells.End();
        statistics.Draws?.End(used);
    }

    /// <inheritdoc/>
    public override void Dispose() => memory.Dispose();
}
