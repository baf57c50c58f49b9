using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Google.Protobuf;
using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Tests.Comparing;

public partial class ComparisonSummaryTests
{
    /// <summary>Live, patients and NPV of two to six scenarios over two to nine replications, some of them hardly different.</summary>
    static readonly Gen<Comparison> Comparisons =
        Gen.Select(Gen.Int[2, 6], Gen.Int[2, 9], Gen.Int[1, 7]).SelectMany((scenarios, rows, exponent) =>
            Gen.Int[0, 9].Array[rows].Array[scenarios].Select(values => Compare(values, Math.Pow(10, exponent))));

    [Fact]
    public void Of_AnyComparison_SaysAtMostFiveThingsWithTheirNumbers() =>
        Comparisons.Sample(comparison =>
        {
            var summary = ComparisonSummary.Of(comparison, 9);
            Assert.InRange(summary.Count, 4, 5);
            Assert.All(summary, sentence => Assert.Contains("N = ", sentence.Text, StringComparison.Ordinal));
            Assert.All(summary, sentence => Assert.All(Numbers(sentence.Text), number => Assert.Contains(sentence.Facts, fact => IsRounded(fact.Value, number))));
        });

    [Fact]
    public void Of_AnyComparison_PointsAtNumbersThatExist() =>
        Comparisons.Sample(comparison => Assert.All(
            ComparisonSummary.Of(comparison, 9).SelectMany(sentence => sentence.Facts), fact => Assert.Equal(fact.Value, ValueAt(comparison, fact))));

    [Fact]
    public void Of_TheHandTable_ReadsWell()
    {
        var comparison = ComparisonAnswer.Of(["", "a", "b", "c"], HandTable.Statistics());
        string[] expected =
        [
            "“a” has the highest mean of live sites at the end: 1.67 more than the base, the plain portfolio (95 % interval 1.01 to 2.32, N = 6).",
            "“a” has the highest mean of gross net present value: £1.67 million more than the base, the plain portfolio "
                + "(95 % interval £1.01 million to £2.32 million, N = 6).",
            "No scenario stands out as the best in patients reached: “a” is best in 55.6 % of replications (95 % interval 22.3 % to 84.5 %, N = 6), "
                + "“b” in 38.9 % of replications (95 % interval 12.5 % to 74 %, N = 6).",
            "Not to be told apart from the base, the plain portfolio: “b” and “c” in live sites at the end, patients reached and gross net present value; "
                + "dominated by another, which is never worse and sometimes better: "
                + "the plain portfolio and “c” in live sites at the end, patients reached and gross net present value (N = 6).",
            "Shared random numbers made a replication worth, for the difference from the base, the plain portfolio, at least 3.58 independent ones "
                + "in live sites at the end (“b”, N = 6), and at least 3.58 independent ones in gross net present value (“b”, N = 6).",
        ];
        Assert.Equal(string.Join('\n', expected), string.Join('\n', ComparisonSummary.Of(comparison, 6).Select(sentence => sentence.Text)));
    }

    [Fact]
    public void Of_IdenticalScenarios_PrefersNone()
    {
        var summary = ComparisonSummary.Of(Compare([[3, 1, 4], [3, 1, 4], [3, 1, 4], [3, 1, 4], [3, 1, 4]], 1), 3);
        string[] expected =
        [
            "The base, “base”, has a mean of live sites at the end that no scenario exceeds; "
                + "“a” cannot be told apart from it, with a mean difference of 0 (95 % interval 0 to 0, N = 3).",
            "The base, “base”, has a mean of gross net present value that no scenario exceeds; "
                + "“a” cannot be told apart from it, with a mean difference of £0 (95 % interval £0 to £0, N = 3).",
            "No scenario stands out as the best in patients reached: the base, “base”, is best in 20 % of replications "
                + "(95 % interval 2.5 % to 71.2 %, N = 3), “a” in 20 % of replications (95 % interval 2.5 % to 71.2 %, N = 3).",
            "Not to be told apart from the base, “base”: “a”, “b” and “c” in live sites at the end, patients reached and gross net present value, "
                + "and others; none is dominated by another (N = 3).",
        ];
        Assert.Equal(string.Join('\n', expected), string.Join('\n', summary.Select(sentence => sentence.Text)));
    }

    [Fact]
    public void Of_OneReplication_SaysNothing() => Assert.Empty(ComparisonSummary.Of(Compare([[3], [4]], 1), 1));

    static Comparison Compare(int[][] values, double scale)
    {
        var statistics = Some.Statistics(values.Length);
        statistics.Add([.. values.Select(each => Some.Range(each.Length, table => Fill(table, each, scale)))]);
        return ComparisonAnswer.Of(Some.Ids(values.Length), statistics);
    }

    static void Fill(OutcomeTable table, int[] values, double scale)
    {
        foreach (var outcome in new[] { Outcome.Live, Outcome.Patients, Outcome.Npv })
        {
            for (var row = 0; row < values.Length; row++)
                table[0, outcome][row] = outcome == Outcome.Live ? values[row] : (values[row] - 4) * scale;
        }
    }

    /// <summary>The numbers of a text in the units of its facts, with half of the last digit; the level of the intervals is none.</summary>
    static IEnumerable<(double Value, double Rounding)> Numbers(string text)
    {
        foreach (Match match in Number().Matches(text.Replace("95 % interval", "", StringComparison.Ordinal)))
        {
            var digits = match.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal);
            var scale = match.Groups["unit"].Value switch { " million" => 1e6, " %" => 0.01, _ => 1 };
            var places = digits.Contains('.', StringComparison.Ordinal) ? digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
            var value = double.Parse(digits, CultureInfo.InvariantCulture) * scale * (match.Groups["sign"].Length > 0 ? -1 : 1);
            yield return (value, 0.5 * scale * Math.Pow(10, -places));
        }
    }

    static bool IsRounded(double value, (double Value, double Rounding) number) => Math.Abs(value - number.Value) <= number.Rounding * (1 + 1e-9);

    /// <summary>Follows a fact to the number it stands for.</summary>
    static double ValueAt(Comparison comparison, Fact fact)
    {
        var outcome = comparison.Outcomes.Single(each => each.Subject == fact.Subject && each.Outcome == fact.Outcome);
        object value = outcome.Scenarios[comparison.Scenarios.IndexOf(fact.Scenario)];
        foreach (var name in fact.Field.Split('.'))
        {
            var message = (IMessage)value;
            value = message.Descriptor.FindFieldByName(name).Accessor.GetValue(message);
        }

        return Convert.ToDouble(value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<sign>−?)£?(?<digits>\d[\d,]*(\.\d+)?)(?<unit> million| %)?")]
    private static partial Regex Number();
}
