using Portfolio.Contracts.V1;
using Portfolio.Model;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Actuals.Entries;

/// <summary>What sources can agree or differ about: one kind of fact in one month, of one lever where it is about a lever.</summary>
/// <param name="Month">The month.</param>
/// <param name="Fact">The kind of fact.</param>
/// <param name="Lever">The lever; unspecified for all other facts.</param>
public readonly record struct Slot(Month Month, Fact Fact, LeverKind Lever)
{
    /// <summary>The slot of an entry that has been checked.</summary>
    public static Slot Of(Entry entry) => new(
        Month.Parse(entry.Month), entry.FactCase, entry.FactCase == Fact.LeverRating ? entry.LeverRating.Lever : LeverKind.Unspecified);

    /// <summary>By month first, so that what has happened until a month comes before the rest.</summary>
    public static IComparer<Slot> InOrder { get; } = Comparer<Slot>.Create((one, other) => (one.Month - other.Month, one.Fact - other.Fact) switch
    {
        (0, 0) => one.Lever - other.Lever,
        (0, var facts) => facts,
        var (months, _) => months,
    });

    /// <summary>Such as <c>sitesLive in 2022-03</c>.</summary>
    public override string ToString() => Lever == LeverKind.Unspecified ? $"{Facts.NameOf(Fact)} in {Month}" : $"{Facts.NameOf(Fact)} of {Lever.ToString().ToLowerInvariant()} in {Month}";
}
