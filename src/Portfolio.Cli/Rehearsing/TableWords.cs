using Portfolio.Definitions;

namespace Portfolio.Cli.Rehearsing;

/// <summary>Commands as a person at the table says them, at the prompt or in a script.</summary>
static class TableWords
{
    /// <summary>What follows this sign is for readers of a script.</summary>
    const char Comment = '#';

    const string End = "end";
    const string From = "from";
    const string Keep = "keep";
    const int MostMonths = 600;
    const int MostReplications = 10_000;
    const int UsualOdds = 500;
    const int UsualComparison = 1000;

    static readonly Form[] Own =
    [
        new("step", "[N]", "live through the next month, or N of them", words => new TableCommand.Step(words.AreOver ? 1 : words.Whole("a number of months", MostMonths))),
        new("to", "MONTH | end", "live through months until MONTH comes next, or to the end", words => new TableCommand.To(words.Take(End) ? null : words.Moment())),
        new("play", "[N]", "live through N months a second, 4 without it, until somebody pauses it", words => new TableCommand.Play(words.AreOver ? UsualSpeed : words.Number("a speed").Value)),
        new("pause", "", "stand", _ => new TableCommand.Pause()),
        new("back", "MONTH [keep]", "go back until MONTH comes next; what was done since is taken back, or happens again", words => new TableCommand.Back(words.Moment(), words.Take(Keep))),
        new("note", "TEXT", "note something", words => new TableCommand.Note(words.Rest())),
        new("branch", "[MONTH]", "go on in another rehearsal with the same past, until MONTH", words => new TableCommand.Branch(words.AreOver ? null : words.Moment())),
        new("odds", "[N] [from MONTH]", "simulate what may follow from now, or from MONTH; 500 replications without N", ReadOdds),
        new("save", "ID [TEXT]", "keep what was done as a scenario", words => new TableCommand.Save(words.Next("an id"), words.Rest())),
        new("compare", "[SCENARIO…] [x N]", "run the scenario saved last against others, 1,000 replications without N", ReadComparison),
        new("help", "", "say all this", _ => new TableCommand.Help()),
        new("leave", "", "leave the table; the rehearsal is kept", _ => new TableCommand.Leave()),
    ];

    /// <summary>Months a second where nobody says another speed.</summary>
    public const double UsualSpeed = 4;

    /// <summary>Everything that can be said: the first word, what follows it, and what it does.</summary>
    public static IEnumerable<(string Word, string Follows, string Meaning)> All =>
        Own.Select(form => (form.Word, form.Follows, form.Meaning)).Concat(EventWords.Forms.Select(form => (form.Word, form.Follows, form.Meaning)));

    /// <summary>Reads a line; null where it is empty or says something to readers alone.</summary>
    /// <exception cref="WordsException">It says nothing that could be done.</exception>
    public static TableCommand? Read(string line)
    {
        var words = new Words(line);
        if (words.AreOver || line.TrimStart().StartsWith(Comment))
            return null;
        var first = words.Next("a command");
        var read = Own.FirstOrDefault(form => form.Word == first)?.Read ?? EventOf(first)
            ?? throw new WordsException($"\"{first}\" is no command{NearestName.Hint(first, All.Select(form => form.Word))}");
        var command = read(words);
        words.End();
        return command;
    }

    static Func<Words, TableCommand>? EventOf(string word) => EventWords.Forms.FirstOrDefault(form => form.Word == word) is { } form
        ? words => new TableCommand.Intervene(form.Read(words))
        : null;

    static TableCommand ReadOdds(Words words)
    {
        var replications = words.AreOver || words.IsNext(From) ? UsualOdds : words.Whole("a number of replications", MostReplications);
        return new TableCommand.Odds(words.Take(From) ? words.Moment() : null, replications);
    }

    static TableCommand ReadComparison(Words words)
    {
        List<string> scenarios = [.. words.Until("x")];
        return new TableCommand.Compare(scenarios, words.Take("x") ? words.Whole("a number of replications", MostReplications) : UsualComparison);
    }

    sealed record Form(string Word, string Follows, string Meaning, Func<Words, TableCommand> Read);
}
