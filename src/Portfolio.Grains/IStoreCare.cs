namespace Portfolio.Grains;

/// <summary>What whoever looks after a store needs of it.</summary>
public interface IStoreCare
{
    /// <summary>What it weighs.</summary>
    Task<StoreWeight> Weigh();

    /// <summary>Gives back the room of what was deleted.</summary>
    Task Shrink();
}

/// <summary>What a store weighs.</summary>
/// <param name="Kind">What keeps it.</param>
/// <param name="Schema">Version of its schema.</param>
/// <param name="Bytes">What it takes up on its disk.</param>
/// <param name="FreeBytes">What of that is free; 0 where the database does not say.</param>
/// <param name="Kinds">What it holds.</param>
public sealed record StoreWeight(string Kind, int Schema, long Bytes, long FreeBytes, IReadOnlyList<WeightOfKind> Kinds);

/// <summary>What one kind of things weighs.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Bytes">What they hold.</param>
public sealed record WeightOfKind(string Kind, long Rows, long Bytes);
