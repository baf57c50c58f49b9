namespace Portfolio.Analysis.Explaining;

/// <summary>The sets of changes that are met when they are made in an order and in its reverse, and each alone: the cases to simulate, none twice.</summary>
sealed class OrderWalk
{
    readonly List<UInt128> sets = [];
    readonly Dictionary<UInt128, int> places = [];
    readonly int[] alone;
    readonly (int Before, int After)[][] steps;

    /// <summary>The walk along an order of the changes.</summary>
    public OrderWalk(int[] order)
    {
        None = Place(0);
        All = Place((UInt128.One << order.Length) - 1);
        alone = [.. Enumerable.Range(0, order.Length).Select(change => Place(UInt128.One << change))];
        var forward = Along(order);
        var backward = Along(ShuffledOrder.Reversed(order));
        steps = [.. Enumerable.Range(0, order.Length).Select(change => new[] { forward[change], backward[change] })];
    }

    /// <summary>The sets.</summary>
    public IReadOnlyList<UInt128> Sets => sets;

    /// <summary>Place of the empty set among them.</summary>
    public int None { get; }

    /// <summary>Place of all changes.</summary>
    public int All { get; }

    /// <summary>Sets of a walk of so many changes.</summary>
    public static int CountOf(int changes) => new OrderWalk([.. Enumerable.Range(0, changes)]).Sets.Count;

    /// <summary>Place of a change alone.</summary>
    public int Alone(int change) => alone[change];

    /// <summary>Places before and after a change is made, in the order and in its reverse.</summary>
    public (int Before, int After)[] Steps(int change) => steps[change];

    (int Before, int After)[] Along(int[] order)
    {
        var along = new (int, int)[order.Length];
        var set = UInt128.Zero;
        foreach (var change in order)
        {
            var before = Place(set);
            set |= UInt128.One << change;
            along[change] = (before, Place(set));
        }

        return along;
    }

    int Place(UInt128 set)
    {
        if (!places.TryGetValue(set, out var place))
        {
            places[set] = place = sets.Count;
            sets.Add(set);
        }

        return place;
    }
}
