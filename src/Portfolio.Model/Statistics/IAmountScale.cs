namespace Portfolio.Model.Statistics;

/// <summary>How many times as much amounts count as.</summary>
interface IAmountScale
{
    /// <summary>How many times: a power of two.</summary>
    static abstract double Factor { get; }
}

/// <summary>Amounts of which a whole one counts.</summary>
readonly struct WholeScale : IAmountScale
{
    /// <inheritdoc/>
    public static double Factor => 1;
}

/// <summary>Amounts of which a thousandth counts.</summary>
readonly struct FineScale : IAmountScale
{
    /// <inheritdoc/>
    public static double Factor => Quantisation.FineScale;
}
