using Portfolio.Cli.Columns;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>Some rows of a table of outcomes: one for each replication and subject. Empty where an outcome is not defined, or not of this subject.</summary>
/// <param name="scenario">The run's scenario; null for the plain portfolio.</param>
sealed class OutcomeRows(string? scenario)
{
    readonly List<int> replications = [];
    readonly List<string> subjects = [];
    readonly Dictionary<string, List<double?>> outcomes = [];

    /// <summary>How many rows.</summary>
    public int Count => subjects.Count;

    /// <summary>The columns, the same for every run of a portfolio.</summary>
    public IReadOnlyList<TableColumn> Columns =>
    [
        new WordColumn("scenario", [.. Enumerable.Repeat(scenario, Count)]),
        new ValueColumn<int>("replication", [.. replications]),
        new WordColumn("subject", subjects),
        .. outcomes.Select(outcome => new ValueColumn<double>(outcome.Key, [.. outcome.Value])),
    ];

    /// <summary>Adds the rows of a block.</summary>
    public void Add(OutcomeBlock block)
    {
        foreach (var name in block.Columns.Select(column => column.Outcome))
            outcomes.TryAdd(name, []);
        var ofSubjects = block.Columns.GroupBy(column => column.Subject).Select(subject => (subject.Key, ByName: subject.ToDictionary(column => column.Outcome))).ToList();
        for (var row = 0; row < block.Count; row++)
        {
            foreach (var (subject, byName) in ofSubjects)
            {
                replications.Add(block.FirstReplication + row);
                subjects.Add(subject);
                foreach (var (name, values) in outcomes)
                    values.Add(byName.TryGetValue(name, out var column) ? Defined(column.Values[row]) : null);
            }
        }
    }

    static double? Defined(double value) => double.IsNaN(value) ? null : value;
}
