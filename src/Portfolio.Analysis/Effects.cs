using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis;

/// <summary>Numbers with their errors, as clients read them.</summary>
static class Effects
{
    /// <summary>A number with its standard error and 95 % interval.</summary>
    public static Effect Of(int count, double value, double standardError)
    {
        var (low, high) = Interval95.Of(value, standardError);
        return Of(count, value, standardError, low, high);
    }

    /// <summary>A number whose interval is known.</summary>
    public static Effect Of(int count, double value, double standardError, double low, double high) => new()
    {
        Count = count,
        Value = value,
        StandardError = standardError,
        Low = low,
        High = high,
        Clear = low > 0 || high < 0,
    };

    /// <summary>The mean of exact numbers.</summary>
    /// <param name="moments">Their moments.</param>
    /// <param name="unit">Size of the unit they are in.</param>
    public static Effect Of(in Moments moments, double unit) => Of(moments.Count, moments.Mean * unit, moments.StandardError * unit);
}
