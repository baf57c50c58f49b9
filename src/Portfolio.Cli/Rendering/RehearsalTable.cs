using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Rehearsals on a server.</summary>
static class RehearsalTable
{
    /// <summary>A line for each: of what it is, how far it has been lived through, and how often somebody stepped in.</summary>
    /// <param name="rehearsals">The rehearsals.</param>
    /// <param name="now">The time, to tell when they were last played.</param>
    public static Table Of(IEnumerable<Rehearsal> rehearsals, DateTimeOffset now)
    {
        var table = Tables.New("rehearsals", "!name", "of", ">replication", ">months", ">of", ">stepped in", ">last played");
        foreach (var each in rehearsals)
        {
            table.AddRow(
                WorkTables.IdOf(each.Name),
                $"{WorkTables.IdOf(each.Portfolio)} {WorkTables.IdOf(each.Scenario)}".TrimEnd().EscapeMarkup(),
                Figures.Count(each.Replication),
                Figures.Count(each.Month),
                Figures.Count(each.Months),
                Figures.Count(each.Interventions.Count(intervention => intervention.UndoTime is null)),
                Figures.Age(now - each.UpdateTime.ToDateTimeOffset()));
        }

        return table;
    }
}
