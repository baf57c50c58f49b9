namespace Portfolio.Model.Outcomes;

/// <summary>Parts of statistics that were counted elsewhere and wait to be added, cell by cell. Not safe for concurrent use.</summary>
/// <param name="cells">Number of cells.</param>
sealed class PartsToAdd(int cells)
{
    readonly List<ICountedCells> parts = [];

    // Of each cell, the parts that are added already; made with the first part.
    int[] added = [];

    /// <summary>Whether any waits.</summary>
    public bool Any => parts.Count > 0;

    /// <summary>The one that waits, where there is one and no more.</summary>
    public ICountedCells? Only => parts is [var only] ? only : null;

    /// <summary>Whether some cell of them is added already.</summary>
    public bool AreBegun => added.AsSpan().ContainsAnyExcept(0);

    /// <summary>Puts one behind the others.</summary>
    public void Add(ICountedCells part)
    {
        if (added.Length == 0)
            added = new int[cells];
        parts.Add(part);
    }

    /// <summary>Takes those of others, none of which is begun; they have them no longer.</summary>
    public void TakeFrom(PartsToAdd others)
    {
        others.parts.ForEach(Add);
        others.parts.Clear();
    }

    /// <summary>Adds what waits of a cell.</summary>
    public void AddTo(CountedCells counted, int cell)
    {
        if (!Any)
            return;
        for (ref var next = ref added[cell]; next < parts.Count; next++)
            counted.Add(cell, parts[next][cell]);
    }

    /// <summary>Lets go of them, once all cells of all are added.</summary>
    public void LetGoOfAdded()
    {
        if (added.AsSpan().ContainsAnyExcept(parts.Count))
            return;
        parts.ForEach(part => part.LetGo());
        parts.Clear();
        Array.Clear(added);
    }
}
