using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Tests.Serialization;

/// <summary>Equality to the last bit.</summary>
static class Same
{
    public static void Outcomes(OutcomeTable expected, OutcomeTable actual)
    {
        Assert.Equal((expected.Rows, expected.Targets, expected.Columns.Count), (actual.Rows, actual.Targets, actual.Columns.Count));
        for (var i = 0; i < expected.Columns.Count; i++)
            Assert.Equal(expected.Columns[i].Select(BitConverter.DoubleToInt64Bits), actual.Columns[i].Select(BitConverter.DoubleToInt64Bits));
    }

    public static void Outcomes(OutcomeStatistics expected, OutcomeStatistics actual)
    {
        Assert.Equal((expected.Replications, expected.Cells), (actual.Replications, actual.Cells));
        for (var cell = 0; cell < expected.Cells; cell++)
        {
            Assert.Equal(expected.Moments(cell), actual.Moments(cell));
            Assert.Equal(expected.Histogram(cell).Bins, actual.Histogram(cell).Bins);
            Assert.Equal(expected.Histogram(cell).Counts, actual.Histogram(cell).Counts);
        }
    }

    public static void Statistics(SeriesStatistics expected, SeriesStatistics actual)
    {
        Assert.Equal((expected.Subjects, expected.Months), (actual.Subjects, actual.Months));
        Assert.Equal(expected.Series, actual.Series);
        for (var cell = 0; cell < expected.Cells; cell++)
        {
            Assert.Equal(expected.Moments(cell), actual.Moments(cell));
            Assert.Equal(expected.Histogram(cell).Bins, actual.Histogram(cell).Bins);
            Assert.Equal(expected.Histogram(cell).Counts, actual.Histogram(cell).Counts);
        }

        Assert.Equal(expected.Draws?.Complete, actual.Draws?.Complete);
        Assert.Equal(expected.Draws?.Open.Keys, actual.Draws?.Open.Keys);
        foreach (var (draw, part) in expected.Draws?.Open ?? new Dictionary<int, DrawSums.OpenDraw>())
        {
            var other = actual.Draws!.Open[draw];
            Assert.Equal(part.Replications, other.Replications);
            Assert.Equal(part.Sums, other.Sums);
            Assert.Equal(part.Counts, other.Counts);
        }
    }
}
