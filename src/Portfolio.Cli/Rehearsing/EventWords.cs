using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Rehearsing;

/// <summary>Events as a person at the table says them: <c>budget 60% to 2024-04</c>. Without a month they begin in the next one.</summary>
static class EventWords
{
    const string From = "from";
    const string To = "to";
    const string In = "in";

    static readonly Dictionary<string, LeverKind> Levers = Enum.GetValues<LeverKind>()
        .Where(kind => kind != LeverKind.Unspecified)
        .ToDictionary(kind => kind.ToString().ToLowerInvariant());

    /// <summary>The first words there are, each with what follows it and what it does.</summary>
    public static IReadOnlyList<Form> Forms { get; } =
    [
        new("budget", "FACTOR [from MONTH] [to MONTH]", "what comes in, times a factor", ReadBudget),
        new("grant", "CLAIMANT POUNDS [from MONTH] [to MONTH]", "money for an initiative, a lever, “framework” or everybody (“portfolio”); below 0 it is taken", ReadGrant),
        new("framework", "STRENGTH [in MONTH]", "a strength for the enduring framework, 0 to 1", words => new Event { Framework = new FrameworkStrength { Strength = words.Number("a strength"), Month = Point(words) } }),
        new("lever", "NAME FACTOR [from MONTH] [to MONTH]", "a lever's planned spend, times a factor", ReadLever),
        new("arrives", "POST… [in MONTH]", "vacant posts are filled: “programme”, or initiatives", words => new Event { LeaderArrives = ReadPosts(words) }),
        new("leaves", "POST… [in MONTH]", "leaders leave", words => new Event { LeaderDeparts = ReadPosts(words) }),
        new("turnover", "FACTOR POST… [from MONTH] [to MONTH]", "leaders leave faster or slower", ReadTurnover),
        new("openness", "FACTOR [INITIATIVE…] [from MONTH] [to MONTH]", "sites decide faster or slower", words => new Event { Openness = ReadFactor(words) }),
        new("procurement", "FACTOR [INITIATIVE…] [from MONTH] [to MONTH]", "contracting goes faster or slower", words => new Event { Procurement = ReadFactor(words) }),
        new("commit", "INITIATIVE SITES [in MONTH]", "an award that names its sites", ReadCommitment),
        new("start", "INITIATIVE [in MONTH]", "an initiative begins", words => new Event { StartInitiative = ReadInitiative(words) }),
        new("stop", "INITIATIVE [in MONTH]", "an initiative is stopped; in adoption its central support ends", words => new Event { StopInitiative = ReadInitiative(words) }),
        new("incident", "INITIATIVE [in MONTH]", "a safety incident", words => new Event { Incident = ReadInitiative(words) }),
        new("event", "{ … }", "any event, as a scenario's file says it", ReadWritten),
    ];

    static Event ReadBudget(Words words)
    {
        var factor = words.Number("a factor");
        var (from, to) = Span(words);
        return new Event { Budget = new BudgetFactor { Factor = factor, From = from, To = to } };
    }

    static Event ReadGrant(Words words)
    {
        var (claimant, amount) = (words.Next("a claimant"), words.Money("a sum of money"));
        var (from, to) = Span(words);
        return new Event { Grant = new Grant { Claimant = claimant, Amount = amount, From = from, To = to } };
    }

    static Event ReadLever(Words words)
    {
        var (lever, factor) = (Levers[words.OneOf("a lever", Levers.Keys)], words.Number("a factor"));
        var (from, to) = Span(words);
        return new Event { Lever = new LeverSpend { Lever = lever, Factor = factor, From = from, To = to } };
    }

    static Event ReadTurnover(Words words)
    {
        var turnover = new Turnover { Factor = words.Number("a factor"), Posts = { Several(words, "a post") } };
        (turnover.From, turnover.To) = Span(words);
        return new Event { Turnover = turnover };
    }

    static Event ReadCommitment(Words words) =>
        new() { CommitSites = new CommitSites { Initiative = words.Next("an initiative"), Count = words.Number("a number of sites"), Month = Point(words) } };

    static Event ReadWritten(Words words)
    {
        var problems = new Problems();
        return EventText.Parse(words.Rest(), problems) is { } read && !problems.Any
            ? read
            : throw new WordsException(string.Join(Environment.NewLine, problems.Found));
    }

    static Posts ReadPosts(Words words)
    {
        var posts = new Posts { Posts_ = { Several(words, "a post") } };
        posts.Month = Point(words);
        return posts;
    }

    static InitiativesFactor ReadFactor(Words words)
    {
        var factor = new InitiativesFactor { Factor = words.Number("a factor"), Initiatives = { words.Until(From, To) } };
        (factor.From, factor.To) = Span(words);
        return factor;
    }

    static InitiativeMonth ReadInitiative(Words words) => new() { Initiative = words.Next("an initiative"), Month = Point(words) };

    static IReadOnlyList<string> Several(Words words, string what) => [words.Next(what), .. words.Until(From, To, In)];

    static string Point(Words words) => words.Take(In) ? words.CalendarMonth() : "";

    static (string From, string To) Span(Words words)
    {
        var from = words.Take(From) ? words.CalendarMonth() : "";
        return (from, words.Take(To) ? words.CalendarMonth() : "");
    }

    /// <summary>A way to say something.</summary>
    /// <param name="Word">The first word.</param>
    /// <param name="Follows">What follows it.</param>
    /// <param name="Meaning">What it does.</param>
    /// <param name="Read">Reads what follows.</param>
    internal sealed record Form(string Word, string Follows, string Meaning, Func<Words, Event> Read);
}
