using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;

namespace Portfolio.Actuals.Files;

/// <summary>A row of a file of actuals.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Subject">An initiative's id, or <c>programme</c>.</param>
/// <param name="Entry">What it says.</param>
public sealed record ActualsRow(int Line, string Subject, Entry Entry);

/// <summary>
/// Reads entries from comma-separated text with a header: <c>subject, month, fact, value, source</c>, and as needed <c>lever, note, key, corrects, author</c>, in any order.
/// A line that begins with # says nothing.
/// </summary>
/// <remarks>
/// A row without a key gets the hash of what it says; rows of one file that say the same are told apart by their order. So a file can be imported again, and a longer version of it too,
/// without anything being recorded twice.
/// </remarks>
public sealed class ActualsFile
{
    /// <summary>The subject that is no initiative.</summary>
    public const string Programme = "programme";

    // Keys are made of what stands in these columns, in this order: another order would give every row another key.
    static readonly string[] Required = ["subject", "month", "fact", "value", "source"];
    static readonly string[] Known = [.. Required, "lever", "note", "key", "corrects", "author"];

    readonly string file;
    readonly Problems problems;
    readonly Dictionary<string, int> said = [];
    Dictionary<string, int> columns = [];

    ActualsFile(string file, Problems problems) => (this.file, this.problems) = (file, problems);

    /// <summary>Reads a text; what is wrong with a row is told with its line, and the row left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Name of the file, for problems.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<ActualsRow> Read(TextReader text, string file, Problems problems) => new ActualsFile(file, problems).Read(text);

    List<ActualsRow> Read(TextReader text)
    {
        var rows = new List<ActualsRow>();
        foreach (var (line, fields) in SeparatedRows.Read(text, (line, why) => Refuse(line, why)))
        {
            if (columns.Count > 0)
                AddRow(rows, line, fields);
            else if (!KnowColumns(line, fields))
                return rows;
        }

        if (columns.Count == 0)
            Refuse(0, $"has no header; allowed: {string.Join(", ", Known)}");
        return rows;
    }

    bool KnowColumns(int line, string[] header)
    {
        columns = header.Select((name, index) => (name, index)).DistinctBy(each => each.name).ToDictionary(each => each.name, each => each.index);
        foreach (var name in header.Where(name => !Known.Contains(name)))
            Refuse(line, $"unknown column {Quote.Of(name)}{NearestName.Hint(name, Known)}; allowed: {string.Join(", ", Known)}");
        foreach (var name in Required.Where(name => !columns.ContainsKey(name)))
            Refuse(line, $"column {name} is missing");
        return !problems.Any;
    }

    void AddRow(List<ActualsRow> rows, int line, string[] fields)
    {
        if (fields.Length != columns.Count)
        {
            Refuse(line, $"has {fields.Length} fields; allowed: {columns.Count}, as in the header");
            return;
        }

        string Of(string column) => columns.TryGetValue(column, out var index) ? fields[index] : "";
        var entry = new Entry { Month = Of("month"), Source = Of("source"), Note = Of("note"), Author = Of("author"), Key = Of("key") };
        var sound = FactText.Put(entry, Of("fact"), Of("value"), Of("lever"), (column, text) => Refuse(line, $"{column}: {text}"));
        if (Of("corrects") is { Length: > 0 } corrects)
        {
            if (long.TryParse(corrects, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                entry.Corrects = number;
            else
                sound = Refuse(line, $"corrects: {Quote.Of(corrects)} is not allowed; allowed: the number of an entry");
        }

        if (Of("subject").Length == 0)
            sound = Refuse(line, $"subject: is required; allowed: an initiative's id, or {Programme}");
        if (!sound)
            return;
        if (entry.Key.Length == 0)
            entry.Key = KeyOf([.. Known.Where(name => name is not ("key" or "author")).Select(Of)]);
        rows.Add(new ActualsRow(line, Of("subject"), entry));
    }

    string KeyOf(string[] row)
    {
        var content = string.Join('\n', row);
        var times = said[content] = said.GetValueOrDefault(content) + 1;
        return EntryKey.Of(row, times);
    }

    bool Refuse(int line, string text)
    {
        problems.AddAt("actuals", text, new Position(file, line));
        return false;
    }
}
