using System.Collections.Immutable;
using Portfolio.Actuals.Entries;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Actuals.Ledgers;

/// <summary>All that stands of a slot. What each source says in all is kept beside the single statements, so that nobody goes through a long journal to say what is believed.</summary>
/// <param name="Statements">What stands, the newest first.</param>
/// <param name="BySource">What each source says in all; who reported first comes first.</param>
sealed record Testimony(ImmutableStack<Statement> Statements, ImmutableArray<(string Source, double Value)> BySource)
{
    /// <summary>Nobody has said anything.</summary>
    public static Testimony None { get; } = new([], []);

    /// <summary>Of some statements, in the order in which they were recorded.</summary>
    public static Testimony Of(Fact fact, IEnumerable<Statement> statements)
    {
        var bySource = ImmutableArray.CreateBuilder<(string Source, double Value)>();
        foreach (var statement in statements)
            Hear(bySource, fact, statement);
        return new Testimony(ImmutableStack.CreateRange(statements), bySource.ToImmutable());
    }

    /// <summary>With one statement more.</summary>
    public Testimony With(Fact fact, Statement statement)
    {
        var bySource = BySource.ToBuilder();
        Hear(bySource, fact, statement);
        return new Testimony(Statements.Push(statement), bySource.ToImmutable());
    }

    /// <summary>Without an entry's statement. Sums are made anew: taking away does not undo the rounding of adding.</summary>
    public Testimony Without(Fact fact, long number) => Of(fact, Statements.Where(statement => statement.Number != number).Reverse().ToList());

    /// <summary>What an entry that stands says.</summary>
    public Statement Find(long number) => Statements.First(statement => statement.Number == number);

    static void Hear(ImmutableArray<(string Source, double Value)>.Builder bySource, Fact fact, Statement statement)
    {
        for (var i = 0; i < bySource.Count; i++)
        {
            var (source, value) = bySource[i];
            if (source != statement.Source)
                continue;
            bySource[i] = (source, Facts.AddUp(fact) ? value + statement.Value : statement.Value);
            return;
        }

        bySource.Add((statement.Source, statement.Value));
    }
}
