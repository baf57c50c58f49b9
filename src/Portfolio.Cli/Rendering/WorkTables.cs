using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Cli.Commands;
using Spectre.Console;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Cli.Rendering;

/// <summary>Tables of runs, studies or batches on a server.</summary>
static class WorkTables
{
    /// <summary>Width in letters where there is no terminal: hashes stand on one line.</summary>
    public const int Width = 120;

    /// <summary>A line for each.</summary>
    /// <param name="calls">What they are.</param>
    /// <param name="works">The works.</param>
    /// <param name="now">The time, to tell their age.</param>
    public static Table List(IWorkCalls calls, IEnumerable<Work> works, DateTimeOffset now)
    {
        var table = Tables.New(calls.Collection, "!name", "of", "!state", $">{calls.Unit}", ">of", ">age");
        foreach (var work in works)
        {
            table.AddRow(
                IdOf(work.Name),
                work.Of.EscapeMarkup(),
                StateOf(work.State),
                Figures.Count(work.Done),
                Figures.Count(work.Wanted),
                Figures.Age(now - work.Created));
        }

        return table;
    }

    /// <summary>What is known of one; what is empty is left out.</summary>
    public static Table Facts(IEnumerable<(string Name, string Value)> facts)
    {
        var table = Tables.New("", "!", "").HideHeaders();
        foreach (var (name, value) in facts.Where(fact => fact.Value.Length > 0))
            table.AddRow(name, value.EscapeMarkup());
        return table;
    }

    /// <summary>The last part of a resource name.</summary>
    public static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>A state in a word.</summary>
    public static string StateOf(State state) => state.ToString().ToLowerInvariant();

    /// <summary>A time in UTC, to the second; empty for none.</summary>
    public static string TimeOf(Timestamp? time) => time is null ? "" : time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
