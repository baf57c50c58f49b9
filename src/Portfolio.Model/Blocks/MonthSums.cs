using Portfolio.Model.Lanes;

namespace Portfolio.Model.Blocks;

/// <summary>A month of a theme or the portfolio: sums over its initiatives, of shares over the active ones.</summary>
struct MonthSums<T>
    where T : unmanaged, ILanes<T>
{
    public T Live, Stability, Active;

    // Only where there are series.
    public T Need, Received, Npv;

    // Only where some series asks for them.
    public T Team, LeaderInPost, Evidence, Alignment, Undecided, Contracting, Implementing, Abandoned, LocalCost, CashBenefit, Qalys, Patients, Eligible;
    public StageCounts<T> InStage;

    /// <summary>Mean of a share over the active initiatives; not-a-number where none is.</summary>
    public readonly T OverActive(T sum) => T.Select(T.Equal(Active, T.Of(0)), T.Of(double.NaN), sum / Active);
}

/// <summary>A number for each stage, the stopped ones included.</summary>
[System.Runtime.CompilerServices.InlineArray((int)Stage.Stopped + 1)]
struct StageCounts<T>
    where T : unmanaged, ILanes<T>
{
    T first;
}
