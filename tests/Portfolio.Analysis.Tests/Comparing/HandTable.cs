using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Tests.Comparing;

/// <summary>Four scenarios in six replications, small enough to be reckoned with a pencil.</summary>
static class HandTable
{
    /// <summary>The base, a, b and c.</summary>
    public static readonly double[][] Values =
    [
        [10, 12, 8, 10, 16, 6],
        [12, 14, 10, 12, 16, 8],
        [12, 10, 10, 15, 16, 2],
        [10, 11, 8, 10, 14, 6],
    ];

    /// <summary>Live sites, patients and NPV are the table's values; the share stopped and the target follow them.</summary>
    public static ComparisonStatistics Statistics()
    {
        var statistics = Some.Statistics(Values.Length);
        statistics.Add([.. Values.Select(values => Some.Range(values.Length, table => Fill(table, values)))]);
        return statistics;
    }

    /// <summary>One outcome of the answer.</summary>
    public static ComparedOutcome Answer(string outcome, string subject = "portfolio") =>
        ComparisonAnswer.Of(Some.Ids(Values.Length), Statistics()).Outcomes.Single(each => each.Subject == subject && each.Outcome == outcome);

    static void Fill(OutcomeTable table, double[] values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            foreach (var outcome in new[] { Outcome.Live, Outcome.Patients, Outcome.Received })
                table[0, outcome][row] = values[row];
            table[0, Outcome.Npv][row] = values[row] * 1e6;
            table[0, Outcome.Stopped][row] = 1 - values[row] / 16;
            table[2, Outcome.Live][row] = values[row];
            table.Target(0)[row] = values[row] >= 12 ? 1 : 0;
        }
    }
}
