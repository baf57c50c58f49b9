using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Events;

/// <summary>When an event happens: for certain in its span, or drawn for each fiscal year.</summary>
/// <param name="Id">Id of the event; addresses its draws.</param>
/// <param name="From">First month of its span.</param>
/// <param name="To">Month after the last; for an event of one month the month after it, unless it is drawn.</param>
/// <param name="YearlyProbability">Index of the yearly probability in the flat vector; none for a certain event.</param>
/// <param name="DrawnMonths">How long a drawn span event lasts.</param>
public sealed record Occurrence(string Id, int From, int To, int? YearlyProbability, int DrawnMonths)
{
    readonly uint entity = Fnv1a.Hash32(Id);

    /// <summary>The spans in which the event holds in a replication.</summary>
    public IEnumerable<(int From, int To)> Spans(PortfolioModel model, ParameterSet parameters, int replication)
    {
        if (YearlyProbability is not { } index)
        {
            yield return (From, To);
            yield break;
        }

        var draws = new Draws(model.Seed, entity, (uint)replication);
        var year = -1;
        for (var month = From; month < To; month++)
        {
            if (model.FiscalYearIndex(month) == year)
                continue;
            year = model.FiscalYearIndex(month);
            if (draws.Uniform(RandomStream.Event, year) < parameters[index])
                yield return (month, Math.Min(To, month + DrawnMonths));
        }
    }
}

/// <summary>Something that happens.</summary>
/// <param name="When">When it happens.</param>
public abstract record ModelEvent(Occurrence When);

/// <summary>A factor on the budget.</summary>
public sealed record BudgetChange(Occurrence When, int Factor) : ModelEvent(When);

/// <summary>Leaders leave, or vacant posts are filled.</summary>
public sealed record LeaderChange(Occurrence When, bool Arrives, bool Programme, IReadOnlyList<int> Initiatives) : ModelEvent(When);

/// <summary>A factor on how fast leaders' clocks run.</summary>
public sealed record TurnoverChange(Occurrence When, bool Programme, IReadOnlyList<int> Initiatives, int Factor) : ModelEvent(When);

/// <summary>A strength given to the framework.</summary>
public sealed record FrameworkChange(Occurrence When, int Strength) : ModelEvent(When);

/// <summary>Another planned spend of a lever, or a factor on it.</summary>
public sealed record LeverChange(Occurrence When, Lever Lever, int? Factor, int? PlannedSpend) : ModelEvent(When);

/// <summary>A factor on the rate at which sites decide.</summary>
public sealed record OpennessChange(Occurrence When, IReadOnlyList<int> Initiatives, int Factor) : ModelEvent(When);

/// <summary>A factor on the rate of contracting.</summary>
public sealed record ProcurementChange(Occurrence When, IReadOnlyList<int> Initiatives, int Factor) : ModelEvent(When);

/// <summary>Undecided sites enter contracting at once.</summary>
public sealed record SitesCommitted(Occurrence When, IReadOnlyList<int> Initiatives, int Count) : ModelEvent(When);

/// <summary>Who may be granted money for itself alone.</summary>
public enum Claimant
{
    /// <summary>The lever of that name; levers stand first, in the order of <see cref="Lever"/>.</summary>
    Capability,

    /// <summary>The lever of that name.</summary>
    Community,

    /// <summary>The lever of that name.</summary>
    Infrastructure,

    /// <summary>The lever of that name.</summary>
    Implementation,

    /// <summary>The lever of that name.</summary>
    Regulation,

    /// <summary>The enduring framework.</summary>
    Framework,

    /// <summary>Everybody: the programme's pot.</summary>
    Portfolio,

    /// <summary>Initiatives, in equal shares.</summary>
    Initiatives,
}

/// <summary>Money granted to a claimant, or taken back from it, spread evenly over each span of the event.</summary>
/// <param name="When">When it happens.</param>
/// <param name="Claimant">Who gets it.</param>
/// <param name="Initiatives">The initiatives that share it; none for another claimant.</param>
/// <param name="Amount">Index of the amount of a span in the flat vector, in pounds; below 0 it is taken back.</param>
public sealed record MoneyGranted(Occurrence When, Claimant Claimant, IReadOnlyList<int> Initiatives, int Amount) : ModelEvent(When);

/// <summary>An initiative starts in another month.</summary>
public sealed record InitiativeStart(Occurrence When, IReadOnlyList<int> Initiatives) : ModelEvent(When);

/// <summary>An initiative is stopped; in adoption its central support ends.</summary>
public sealed record InitiativeStop(Occurrence When, IReadOnlyList<int> Initiatives) : ModelEvent(When);

/// <summary>A safety incident.</summary>
public sealed record IncidentStart(Occurrence When, IReadOnlyList<int> Initiatives) : ModelEvent(When);
