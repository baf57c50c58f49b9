using Portfolio.Actuals.Entries;

namespace Portfolio.Cli.Commands;

/// <summary>What people call the fields of an entry: by the columns of a file of actuals.</summary>
static class EntryColumns
{
    /// <summary>The column of a field, such as <c>value</c> of <c>sitesLive.sites</c>.</summary>
    public static string Of(string field) => field switch
    {
        _ when field.EndsWith(".lever", StringComparison.Ordinal) => "lever",
        _ when field.Contains('.', StringComparison.Ordinal) => "value",
        _ when Facts.Named.ContainsKey(field) => "fact",
        _ => field,
    };
}
