using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Plan, actuals and forecast on one axis: the portfolio through the years, then where everything may end.</summary>
/// <param name="portfolio">The portfolio's id.</param>
/// <param name="scenario">The scenario; null for the plain portfolio.</param>
/// <param name="run">The run of the forecast.</param>
/// <param name="outlook">What it found, beside the plan.</param>
sealed class OutlookTables(string portfolio, string? scenario, Run run, Outlook outlook)
{
    /// <summary>Width in letters where there is no terminal.</summary>
    public const int Width = 120;

    const int MonthsBetween = 6;
    const int MostAssumptions = 12;
    const string Nothing = "";

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(Phrases.Head(portfolio, run.Replications, $"of {scenario ?? "the plain portfolio"} as planned, and from {outlook.ForecastStart}", run.Seed, run.Point));
        PrintYears(page, Series.Live, "Live sites of the portfolio", Figures.Count);
        PrintYears(page, Series.Received, "Received by the portfolio in a month, £m", value => (value / 1e6).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        PrintEnds(page);
        PrintAssumptions(page);
    }

    void PrintYears(Page page, Series series, string title, Func<double, string> text)
    {
        if (outlook.Lines.FirstOrDefault(line => line.Subject == "portfolio" && line.Series == series) is not { } line)
            return;
        var table = Tables.New(title, "month", ">planned p5 / p50 / p95", ">actual", ">forecast p5 / p50 / p95");
        foreach (var (index, month) in line.Months.Index())
        {
            if (index % MonthsBetween == 0 || month.Month == outlook.ForecastStart || index == line.Months.Count - 1)
                table.AddRow(month.Month, Band(month.Plan, text), month.HasActual ? text(month.Actual) : Nothing, Band(month.Forecast, text));
        }

        page.Write(table);
    }

    void PrintEnds(Page page)
    {
        var table = Tables.New($"Live sites: {Before(outlook.ForecastStart)}, and at the end", "!", ">actual", ">planned then", ">planned p5 / p50 / p95", ">forecast p5 / p50 / p95");
        var lines = outlook.Lines.Where(line => line.Series == Series.Live).ToList();
        var shown = lines.Where(line => !line.Subject.StartsWith("initiatives/", StringComparison.Ordinal) || HasSites(line)).ToList();
        foreach (var line in shown)
        {
            var last = line.Months.LastOrDefault(month => month.HasActual);
            table.AddRow(
                line.Subject.Split('/')[^1].EscapeMarkup(),
                last is null ? Nothing : Figures.Count(last.Actual),
                last is null ? Nothing : Figures.Count(last.Plan.Mean),
                Band(line.Months[^1].Plan, Figures.Count),
                Band(line.Months[^1].Forecast, Figures.Count));
        }

        page.Write(
            table,
            "Planned then: the mean of the plan in the last month before the forecast.",
            $"Not shown: {lines.Count - shown.Count} initiatives that all but certainly have no live site by then, planned or not.");
    }

    /// <summary>Whether it has live sites, or in one of twenty futures will have.</summary>
    static bool HasSites(OutlookLine line) => line.Months.Any(month => month.Actual > 0) || line.Months[^1].Plan.Quantiles[^1] > 0 || line.Months[^1].Forecast?.Quantiles[^1] > 0;

    void PrintAssumptions(Page page)
    {
        var assumptions = run.Forecast.Assumptions;
        if (assumptions.Count == 0)
            return;
        page.Line();
        page.Line($"Taken from the plan, as nobody recorded it ({assumptions.Count}):");
        foreach (var each in assumptions.Take(MostAssumptions))
            page.Line($"  {each.Path}: {each.Text}");
        if (assumptions.Count > MostAssumptions)
            page.Line($"  and {assumptions.Count - MostAssumptions} more; the run {run.Name} names all");
    }

    static string Before(string month) => $"at the end of {Model.Month.Parse(month) + -1}";

    static string Band(OutlookBand? band, Func<double, string> text) =>
        band is null ? Nothing : $"{text(band.Quantiles[0])} / {text(band.Quantiles[2])} / {text(band.Quantiles[4])}";
}
