using System.CommandLine;
using System.Globalization;
using Portfolio.Actuals.Files;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>An entry on a command line.</summary>
sealed class EntryOptions
{
    readonly Argument<string> subject = new("SUBJECT") { Description = "An initiative's id, or “programme”." };
    readonly Argument<string> fact = new("FACT") { Description = "What happened, such as sitesLive, spend, stagePassed, leaderLeft, evidenceRating, withdrawn, accepted." };

    readonly Argument<string> value = new("VALUE")
    {
        Description = "Pounds, sites, a share, a stage, a reason, or the number of the entry that is accepted; none where something only happened.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => "",
    };

    readonly Option<string> month = new("--month") { Description = "The month it is about, yyyy-MM.", Required = true };
    readonly Option<string> source = new("--source") { Description = "Who says so: a register, a report, a role.", Required = true };
    readonly Option<string> lever = new("--lever") { Description = "The lever, of a leverRating.", DefaultValueFactory = _ => "" };
    readonly Option<string> note = new("--note") { Description = "Anything a reader should know.", DefaultValueFactory = _ => "" };
    readonly Option<long> corrects = new("--corrects") { Description = "Number of the entry of the same source that this one replaces or withdraws." };
    readonly Option<string?> key = new("--key") { Description = "What tells it from others. Default: made of what it says, so that it is not recorded twice." };
    readonly Option<string> author = new("--author") { Description = "Who records it. Default: your user name.", DefaultValueFactory = _ => Environment.UserName };

    /// <summary>All of them, arguments first.</summary>
    public IEnumerable<Symbol> All => [subject, fact, value, month, source, lever, note, corrects, key, author];

    /// <summary>The entry and whose it is.</summary>
    /// <exception cref="CommandException">The fact is none, or its value.</exception>
    public (string Subject, Entry Entry) Read(ParseResult parsed)
    {
        string Of(string? text) => text ?? "";
        var (name, about) = (parsed.GetRequiredValue(fact), Of(parsed.GetValue(lever)));
        var entry = new Entry
        {
            Month = parsed.GetRequiredValue(month),
            Source = parsed.GetRequiredValue(source),
            Note = Of(parsed.GetValue(note)),
            Corrects = parsed.GetValue(corrects),
            Author = Of(parsed.GetValue(author)),
        };
        var problems = new List<string>();
        FactText.Put(entry, name, Of(parsed.GetValue(value)), about, (column, text) => problems.Add(Line(column, text)));
        if (problems.Count > 0)
            throw new CommandException(ExitCode.WrongInput, problems);
        var number = entry.Corrects == 0 ? "" : entry.Corrects.ToString(CultureInfo.InvariantCulture);
        string[] said = [parsed.GetRequiredValue(subject), entry.Month, name, Of(parsed.GetValue(value)), entry.Source, about, entry.Note, number];
        entry.Key = parsed.GetValue(key) ?? EntryKey.Of(said);
        return (said[0], entry);
    }

    /// <summary>A line about what is wrong with something that was given.</summary>
    public static string Line(string column, string text) => $"{(column is "subject" or "fact" or "value" ? column.ToUpperInvariant() : $"--{column}")}: {text}";
}
