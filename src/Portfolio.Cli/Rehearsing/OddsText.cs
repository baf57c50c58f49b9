using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rehearsing;

/// <summary>Where a future lies among the others that may follow from a month of it, and how those end.</summary>
static class OddsText
{
    /// <summary>Of the quantiles 5, 25, 50, 75 and 95 %.</summary>
    static readonly int[] Shown = [0, 2, 4];

    /// <summary>A line for each series: this future among the others in the last month it has lived through, if it has lived on, and the others at the end.</summary>
    public static string Of(RehearsalOdds odds, Table table)
    {
        var shown = new Spectre.Console.Table().Border(TableBorder.Simple)
            .Title($"{Figures.Count(odds.Replications)} futures that may follow from {table.Start + odds.Month}: p5 / p50 / p95");
        shown.AddColumn(new TableColumn("").NoWrap());
        var isBehind = odds.Lines.Any(line => line.Lived.Count > 0);
        shown.AddColumns(isBehind ? [$"here at {table.Next}", "others then", "others at the end"] : ["at the end"]);
        foreach (var column in shown.Columns.Skip(1))
            column.RightAligned().NoWrap();
        foreach (var line in odds.Lines)
            shown.AddRow([.. Cells(line, isBehind).Select(cell => cell.EscapeMarkup())]);
        return Pages.Text(page =>
        {
            page.Write(shown);
            foreach (var assumption in odds.Assumptions)
                page.Line($"{assumption.Path}: {assumption.Text}");
        });
    }

    static IEnumerable<string> Cells(OddsLine line, bool isBehind)
    {
        var band = line.Band;
        var format = FormatOf(band.Series);
        yield return $"{Subjects.NameOf(band.Subject)}: {band.Series.ToString().ToLowerInvariant()}";
        if (isBehind)
        {
            yield return format(line.Lived[^1]);
            yield return Spread(band, line.Lived.Count - 1, format);
        }

        yield return Spread(band, band.Mean.Count - 1, format);
    }

    static string Spread(Band band, int month, Func<double, string> format) =>
        string.Join(" / ", Shown.Select(quantile => format(band.Quantiles[quantile].Values[month])));

    static Func<double, string> FormatOf(Series series) => series switch
    {
        Series.Funded or Series.Stability => Figures.Share,
        Series.Received or Series.Npv => pounds => $"£{Figures.Millions(pounds)} m",
        _ => Figures.Count,
    };
}
