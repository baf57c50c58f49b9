using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Model.Tests.Outcomes;

public class SeriesValuesTests
{
    static readonly Series[] Wanted = [Series.Live, Series.Npv, Series.Stability, Series.Framework];

    [Fact]
    public void Values_OfARange_AreThoseOfItsStatistics()
    {
        for (var seed = 0U; seed < 10; seed++)
        {
            var model = Portfolios.Models.Generate(new CsCheck.PCG(1, seed), null, out _);
            var range = new ReplicationRange(7, 41);
            var values = SeriesValues.Of(model, Wanted, range.Count);
            var table = new VectorKernel().Simulate(model, range, values, TestContext.Current.CancellationToken);
            var plain = new PlainKernel().Simulate(model, range, Wanted, TestContext.Current.CancellationToken);
            Assert.Equal(plain.Outcomes.Columns, table.Columns);
            Assert.Null(Difference(values, plain.Statistics));
            var same = SeriesValues.Of(model, Wanted, range.Count);
            new PlainKernel().Simulate(model, range, same, TestContext.Current.CancellationToken);
            Assert.Null(Difference(same, plain.Statistics));
        }
    }

    static string? Difference(SeriesValues values, SeriesStatistics expected)
    {
        for (var series = 0; series < Wanted.Length; series++)
        {
            for (var subject = 0; subject < values.Subjects; subject++)
            {
                for (var month = 0; month < values.Months; month++)
                {
                    var found = new SeriesStatistics([Wanted[series]], 1, 1);
                    found.Add(0, [.. values[series, subject, month].ToArray().Select(value => new[] { value })]);
                    if (found.Moments(0) != expected.Moments(expected.Cell(series, subject, month)))
                        return $"{Wanted[series]} of subject {subject} in month {month}";
                }
            }
        }

        return null;
    }
}
