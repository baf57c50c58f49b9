using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Which claimants to fund with a given total: each with its cost and value, and sets of them.</summary>
/// <param name="line">The cut line.</param>
/// <param name="measure">The outcome whose value is maximised.</param>
sealed class CutLineTables(CutLine line, Measure measure)
{
    const string In = "✓";
    const string None = "–";

    readonly Scale costs = Measure.Received.TypicalScaleOf(line.Claimants.Select(claimant => claimant.Cost));
    readonly Scale values = measure.TypicalScaleOf(line.Claimants.Select(claimant => claimant.Value));

    FundedSet Best => line.Exact ?? line.Greedy;

    /// <summary>Prints both tables.</summary>
    public void Print(Page page)
    {
        page.Write(
            Claimants(),
            "Value: what is lost when the claimant alone is not funded. Of several the values are added, not simulated together.",
            line.Exact is null ? "By value per pound: whoever brings most for a pound first. Best of all: not searched, there are too many claimants." : "By value per pound: whoever brings most for a pound first. Best of all: of every set that the total pays for.");
        page.Write(Others(), "Regret: how much less a set brings than the best one.");
    }

    Table Claimants()
    {
        var table = Tables.New(
            $"Whom to fund with {Figures.Pounds(line.Total)}",
            "!claimant", ">cost £m\n± 95 %", $">value, {measure.TitleWith(values)}\n± 95 %", "by value\nper pound", "best\nof all");
        for (var i = 0; i < line.Claimants.Count; i++)
        {
            var claimant = line.Claimants[i];
            table.AddRow(
                Subjects.ClaimantOf(claimant.Claimant).EscapeMarkup(), EffectCells.Mean(claimant.Cost, costs), EffectCells.Change(claimant.Value, values), Mark(line.Greedy, i), line.Exact is null ? None : Mark(line.Exact, i));
        }

        AddSum(table, "by value per pound", line.Greedy);
        if (line.Exact is not null)
            AddSum(table, "best of all", line.Exact);
        return table;
    }

    void AddSum(Table table, string name, FundedSet set) => table.AddRow($"[bold]together, {name}[/]", costs.Text(set.Cost), values.Signed(set.Value), "", "");

    Table Others()
    {
        var table = Tables.New("Other sets, the least regretted first", "beside the best", ">cost £m", $">value, {measure.TitleWith(values)}", ">regret");
        foreach (var set in line.Others)
            table.AddRow(Beside(set), costs.Text(set.Cost), values.Signed(set.Value), values.Text(set.Regret));
        return table;
    }

    string Beside(FundedSet set)
    {
        var with = Named("with", set.Claimants.Except(Best.Claimants));
        var without = Named("without", Best.Claimants.Except(set.Claimants));
        return string.Join("; ", new[] { with, without }.Where(part => part.Length > 0)).EscapeMarkup();
    }

    string Named(string how, IEnumerable<int> claimants)
    {
        var names = string.Join(", ", claimants.Select(claimant => Subjects.ClaimantOf(line.Claimants[claimant].Claimant)));
        return names.Length == 0 ? "" : $"{how} {names}";
    }

    static string Mark(FundedSet set, int claimant) => set.Claimants.Contains(claimant) ? In : "";
}
