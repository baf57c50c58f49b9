using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Differing;

/// <summary>One thing that a scenario says. Equal parts say the same.</summary>
abstract record Part
{
    /// <summary>What it says, for people.</summary>
    public abstract string Text { get; }

    /// <summary>Scenarios that say it and nothing else, in the order in which they extend each other; without a name where it does not matter.</summary>
    public abstract IEnumerable<Scenario> Scenarios();
}

/// <summary>What is put in place of a part of the portfolio: values one over the other.</summary>
sealed record OverridePart(string Path, IReadOnlyList<Value> Values) : Part
{
    /// <inheritdoc/>
    public override string Text => PlainText.Of(Values[^1]);

    /// <inheritdoc/>
    public override IEnumerable<Scenario> Scenarios() => Values.Select(value => new Scenario { Set = { [Path] = value } });

    /// <inheritdoc/>
    public bool Equals(OverridePart? other) => other is not null && Path == other.Path && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Values.Count);
}

/// <summary>Something that happens.</summary>
sealed record EventPart(Event Event) : Part
{
    /// <inheritdoc/>
    public override string Text => PlainText.Of(new Event(Event) { Id = "", Note = "" });

    /// <inheritdoc/>
    public override IEnumerable<Scenario> Scenarios() => [new Scenario { Events = { Event } }];
}

/// <summary>How money is allocated.</summary>
sealed record PolicyPart(Policy Policy) : Part
{
    /// <inheritdoc/>
    public override string Text => PlainText.Of(Policy);

    /// <summary>A policy over another: what it does not name stays as it was.</summary>
    public static PolicyPart Over(PolicyPart? below, Policy policy)
    {
        var merged = below?.Policy.Clone() ?? new Policy();
        if (policy.Allocation != AllocationPolicy.Unspecified)
            merged.Allocation = policy.Allocation;
        if (policy.Ranks.Count > 0)
            (merged = new Policy { Allocation = merged.Allocation }).Ranks.AddRange(policy.Ranks);
        return new PolicyPart(merged);
    }

    /// <inheritdoc/>
    public override IEnumerable<Scenario> Scenarios() => [new Scenario { Policy = Policy }];
}

/// <summary>What scenarios cost.</summary>
sealed record CostPart(IReadOnlyList<(string Scenario, Number Cost)> Costs) : Part
{
    /// <inheritdoc/>
    public override string Text => string.Join(" + ", Costs.Select(each => PlainText.Of(each.Cost)));

    /// <inheritdoc/>
    public override IEnumerable<Scenario> Scenarios() => Costs.Select(each => new Scenario { Id = each.Scenario, CostPerMonth = each.Cost });

    /// <inheritdoc/>
    public bool Equals(CostPart? other) => other is not null && Costs.SequenceEqual(other.Costs);

    /// <inheritdoc/>
    public override int GetHashCode() => Costs.Count;
}
