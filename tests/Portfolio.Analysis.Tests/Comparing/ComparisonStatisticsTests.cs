using CsCheck;
using Portfolio.Analysis.Comparing;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Tests.Comparing;

public class ComparisonStatisticsTests
{
    const int Scenarios = 3;

    static readonly Series[] Compared = [Series.Live, Series.Budget, Series.Qalys];

    /// <summary>Ranges of up to five replications under each scenario; some values are not defined, and many are the same.</summary>
    static readonly Gen<ScenarioRange[]> Ranges = Gen.Int[0, 5].SelectMany(rows => RangeOf(rows).Array[Scenarios]);

    [Fact]
    public void Add_InAnyGrouping_IsTheSame() =>
        Gen.Select(Ranges, Ranges, Ranges).Sample((a, b, c) => Same(Sum(Sum(Of(a), Of(b)), Of(c)), Sum(Of(a), Sum(Of(b), Of(c)))));

    [Fact]
    public void Add_InAnyOrder_IsTheSame() => Gen.Select(Ranges, Ranges).Sample((a, b) => Same(Sum(Of(a), Of(b)), Sum(Of(b), Of(a))));

    [Fact]
    public void Add_OfParts_EqualsAddingOneByOne() =>
        Gen.Select(Ranges, Ranges).Sample((a, b) =>
        {
            var oneByOne = Of(a);
            oneByOne.Add(b);
            return Same(oneByOne, Sum(Of(a), Of(b))) && oneByOne.Replications == a[0].Outcomes.Rows + b[0].Outcomes.Rows;
        });

    [Fact]
    public void Read_WhatWasWritten_AddsIt() =>
        Gen.Select(Ranges, Ranges).Sample((a, b) =>
        {
            var read = Of(a);
            using var reader = new BinaryReader(new MemoryStream(Written(Of(b))));
            read.Read(reader);
            return reader.BaseStream.Position == reader.BaseStream.Length && Same(read, Sum(Of(a), Of(b)));
        });

    [Fact]
    public void Read_IntoNothing_AnswersTheSame() =>
        Ranges.Sample(ranges =>
        {
            var read = Empty();
            using var reader = new BinaryReader(new MemoryStream(Written(Of(ranges))));
            read.Read(reader);
            return ComparisonAnswer.Of(Some.Ids(Scenarios), read).Equals(ComparisonAnswer.Of(Some.Ids(Scenarios), Of(ranges)));
        });

    [Fact]
    public void Read_WhatIsCutShort_IsRefused()
    {
        using var reader = new BinaryReader(new MemoryStream(Written(Empty())[..^1]));
        Assert.Throws<EndOfStreamException>(() => Empty().Read(reader));
    }

    [Fact]
    public void Add_RangesThatDoNotFit_IsRefused()
    {
        var statistics = Some.Statistics(2);
        Assert.Throws<ArgumentException>(() => statistics.Add([Some.Range(Outcome.Live, 1)]));
        Assert.Throws<ArgumentException>(() => statistics.Add([Some.Range(Outcome.Live, 1), Some.Range(Outcome.Live, 1, 2)]));
        Assert.Throws<ArgumentException>(() => statistics.Add(Some.Statistics(3)));
        Assert.Throws<ArgumentException>(() => new ComparisonStatistics([], []));
    }

    static Gen<ScenarioRange> RangeOf(int rows) => Gen.Int[-1, 6].Array[Cells(rows)].Select(numbers =>
    {
        var next = 0;
        double Next() => numbers[next++] is >= 0 and var number ? number / 8.0 : double.NaN;
        var values = SeriesValues.Of(Some.Model, Compared, rows);
        for (var i = 0; i < Compared.Length * values.Subjects * Some.Months; i++)
            Fill(values[i / values.Subjects / Some.Months, i / Some.Months % values.Subjects, i % Some.Months], Next);
        return Some.Range(Some.Model, rows, table => table.Columns.ToList().ForEach(column => Fill(column, Next)), values);
    });

    static int Cells(int rows)
    {
        var subjects = new Subjects(Some.Model);
        return rows * (subjects.Count * OutcomeTable.OutcomeCount + 2 * Some.Model.Targets.Count + Compared.Length * subjects.FirstInitiative * Some.Months);
    }

    static void Fill(Span<double> column, Func<double> next)
    {
        foreach (ref var value in column)
            value = next();
    }

    static ComparisonStatistics Empty() => Some.Statistics(Scenarios, Compared);

    static ComparisonStatistics Of(ScenarioRange[] ranges)
    {
        var statistics = Empty();
        statistics.Add(ranges);
        return statistics;
    }

    static ComparisonStatistics Sum(ComparisonStatistics left, ComparisonStatistics right)
    {
        var sum = Empty();
        sum.Add(left);
        sum.Add(right);
        return sum;
    }

    static bool Same(ComparisonStatistics left, ComparisonStatistics right) => Written(left).AsSpan().SequenceEqual(Written(right));

    static byte[] Written(ComparisonStatistics statistics)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            statistics.Write(writer);
        return stream.ToArray();
    }
}
