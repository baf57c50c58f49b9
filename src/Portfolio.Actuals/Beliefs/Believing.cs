using Google.Protobuf.WellKnownTypes;
using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Actuals.Beliefs;

/// <summary>What a ledger makes one believe.</summary>
public static class Believing
{
    /// <summary>Where a subject stood at the end of a month.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="subject">Resource name.</param>
    /// <param name="beginning">Where its plan began.</param>
    /// <param name="month">The month; without one, the newest anybody said anything about.</param>
    public static Belief At(Ledger ledger, string subject, Beginning beginning, Month? month)
    {
        var last = month ?? Newest(ledger, beginning);
        var history = new History(subject, beginning);
        foreach (var facts in ByMonth(ledger, beginning, last))
            history.Walk(facts.Key, [.. facts]);
        var belief = history.Now();
        belief.Month = last.ToString();
        belief.LastEntry = ledger.Last;
        belief.RecordTime = ledger.Last == 0 ? null : ledger.Time.ToTimestamp();
        return belief;
    }

    /// <summary>What happened in each month from the beginning to a last one, months without news included.</summary>
    /// <inheritdoc cref="At" path="/param"/>
    public static ActualMonths Months(Ledger ledger, string subject, Beginning beginning, Month? month)
    {
        var last = month ?? Newest(ledger, beginning);
        var history = new History(subject, beginning);
        var known = ByMonth(ledger, beginning, last).ToDictionary(facts => facts.Key, facts => facts.ToList());
        var actuals = new ActualMonths { Subject = subject };
        for (var each = Month.Parse(beginning.Month); each - last <= 0; each += 1)
            actuals.Months.Add(history.Walk(each, known.GetValueOrDefault(each, [])));
        return actuals;
    }

    static Month Newest(Ledger ledger, Beginning beginning)
    {
        var first = Month.Parse(beginning.Month);
        return ledger.Newest is { } newest && newest - first > 0 ? newest : first;
    }

    static IEnumerable<IGrouping<Month, Believed>> ByMonth(Ledger ledger, Beginning beginning, Month last)
    {
        var first = Month.Parse(beginning.Month);
        return ledger.Until(last).Where(each => each.Slot.Month - first >= 0).GroupBy(each => each.Slot.Month);
    }
}
