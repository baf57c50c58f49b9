using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>By when targets are met under some scenarios, how probable that is, and which scenario is the cheapest that will do.</summary>
/// <param name="answered">The study and what it found.</param>
sealed class TargetTables(AnsweredStudy answered)
{
    /// <summary>Width in letters where there is no terminal.</summary>
    public const int Width = 130;

    const string Never = "–";

    readonly TargetsMet found = answered.Answer.Targets;
    readonly string[] names = [.. answered.Answer.Targets.Scenarios.Select(answered.NameOf)];

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(answered.Head("a scenario"));
        PrintTargets(page);
        PrintCosts(page);
        answered.PrintEnd(page, tellsNpv: false);
    }

    void PrintTargets(Page page)
    {
        var table = Tables.New("Targets", "", ">P(met) (95 %)", ">met with 50 %", ">met with 80 %", "cheapest");
        foreach (var target in found.Targets)
        {
            table.AddHeading($"{target.Target.EscapeMarkup()} by {target.By.EscapeMarkup()}");
            for (var i = 0; i < names.Length; i++)
            {
                var scenario = target.Scenarios[i];
                table.AddIndented(names[i], Chance(scenario.Met), Month(scenario.Half), Month(scenario.FourFifths), Cheapest(target, i));
            }
        }

        var wanted = Figures.Percent(found.Probability);
        page.Write(
            table,
            "Months with their 95 % interval; –: not before the horizon ends.",
            $"Cheapest: of the scenarios with a P(met) of {wanted} or more, the one that receives least.",
            $"[grey]Not clear: the interval of its P(met) does not lie above {wanted}.[/]");
    }

    void PrintCosts(Page page)
    {
        var scale = Measure.Received.ScaleOf(found.Costs);
        var table = Tables.New("What the scenarios cost", "", $">{Measure.Received.Title} ± 95 %");
        foreach (var (name, cost) in names.Zip(found.Costs))
            table.AddRow(name, EffectCells.Mean(cost, scale));
        page.Write(table);
    }

    static string Cheapest(TargetAnswer target, int scenario) => (target.HasCheapest && target.Cheapest == scenario, target.Clear) switch
    {
        (true, true) => "cheapest",
        (true, false) => "[grey]not clear[/]",
        _ => "",
    };

    static string Chance(Proportion met) => $"{Figures.Percent(met.Value)} ({Figures.Percent(met.Low)} to {Figures.Percent(met.High)})";

    static string Month(TargetMonth month) =>
        month is { Month: "", Earliest: "" } ? Never : $"{Text(month.Month)} ({Text(month.Earliest)} to {Text(month.Latest)})".EscapeMarkup();

    static string Text(string month) => month.Length == 0 ? Never : month;
}
