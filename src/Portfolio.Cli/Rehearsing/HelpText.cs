namespace Portfolio.Cli.Rehearsing;

/// <summary>All that can be said at the table.</summary>
static class HelpText
{
    /// <summary>A line for each command: what it is, what follows it, and what it does.</summary>
    public static string Of()
    {
        var lines = TableWords.All.Select(form => (Said: $"{form.Word} {form.Follows}".TrimEnd(), form.Meaning)).ToList();
        var width = lines.Max(line => line.Said.Length);
        return string.Join(Environment.NewLine, lines.Select(line => $"{line.Said.PadRight(width)}  {line.Meaning}"));
    }
}
