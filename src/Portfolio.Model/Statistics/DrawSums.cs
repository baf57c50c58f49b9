namespace Portfolio.Model.Statistics;

/// <summary>
/// Sums by draw of the uncertain parameters, for the split of variances into what the parameters and what chance bring. Exact,
/// and complete however replications are cut into ranges: a draw of which a range saw a part stays open until the rest is merged.
/// </summary>
/// <param name="cells">Numbers observed of each replication.</param>
/// <param name="replicationsPerDraw">Replications that share a draw.</param>
public sealed class DrawSums(int cells, int replicationsPerDraw)
{
    readonly SortedDictionary<int, OpenDraw> open = [];
    readonly Stack<OpenDraw> spare = [];
    OpenDraw[] ofLanes = [];

    /// <summary>Replications that share a draw.</summary>
    public int ReplicationsPerDraw => replicationsPerDraw;

    /// <summary>Of each cell, over the complete draws: squares of the numbers of values, and of the sums of their units.</summary>
    public SquaredSums[] Complete { get; } = new SquaredSums[cells];

    /// <summary>Draws of which only some replications were seen, by index.</summary>
    public IReadOnlyDictionary<int, OpenDraw> Open => open;

    /// <summary>Begins some replications that follow each other.</summary>
    public void Begin(int first, int count)
    {
        if (ofLanes.Length < count)
            ofLanes = new OpenDraw[count];
        for (var lane = 0; lane < count; lane++)
            ofLanes[lane] = DrawOf((first + lane) / replicationsPerDraw);
    }

    /// <summary>Adds a replication's value of a cell, in exact units.</summary>
    public void Add(int cell, int lane, long units)
    {
        ofLanes[lane].Sums[cell] += units;
        ofLanes[lane].Counts[cell]++;
    }

    /// <summary>Says that all values of the replications begun are added.</summary>
    public void End(int count)
    {
        for (var lane = 0; lane < count; lane++)
            ofLanes[lane].Replications++;
        CloseComplete();
    }

    /// <summary>Adds the sums of other replications.</summary>
    public void Add(DrawSums other)
    {
        for (var cell = 0; cell < cells; cell++)
            Complete[cell] += other.Complete[cell];
        foreach (var (draw, theirs) in other.open)
            Add(draw, theirs);
    }

    /// <summary>Adds a part of a draw.</summary>
    public void Add(int draw, OpenDraw part)
    {
        var mine = DrawOf(draw);
        mine.Replications += part.Replications;
        for (var cell = 0; cell < cells; cell++)
        {
            mine.Sums[cell] += part.Sums[cell];
            mine.Counts[cell] += part.Counts[cell];
        }

        CloseComplete();
    }

    /// <summary>The variance of a cell by its sources; draws still open count as they are.</summary>
    public VarianceSplit Split(int cell, Moments moments) =>
        VarianceSplit.Of(moments, open.Values.Aggregate(Complete[cell], (sum, draw) => sum + draw.Squared(cell)));

    OpenDraw DrawOf(int draw)
    {
        if (!open.TryGetValue(draw, out var found))
            open[draw] = found = spare.TryPop(out var used) ? used : new OpenDraw(cells);
        return found;
    }

    void CloseComplete()
    {
        foreach (var (draw, sums) in open.Where(each => each.Value.Replications >= replicationsPerDraw).ToList())
        {
            for (var cell = 0; cell < cells; cell++)
                Complete[cell] += sums.Squared(cell);
            sums.Clear();
            spare.Push(sums);
            open.Remove(draw);
        }
    }

    /// <summary>The part of a draw that was seen.</summary>
    public sealed class OpenDraw(int cells)
    {
        /// <summary>Replications seen.</summary>
        public int Replications { get; set; }

        /// <summary>Sums of the defined values, cell by cell, in exact units.</summary>
        public long[] Sums { get; } = new long[cells];

        /// <summary>Defined values, cell by cell.</summary>
        public int[] Counts { get; } = new int[cells];

        internal SquaredSums Squared(int cell) => new((long)Counts[cell] * Counts[cell], (Int128)Sums[cell] * Sums[cell]);

        internal void Clear()
        {
            Replications = 0;
            Array.Clear(Sums);
            Array.Clear(Counts);
        }
    }
}

/// <summary>Squares summed over draws.</summary>
/// <param name="Counts">Of the numbers of values in a draw.</param>
/// <param name="Sums">Of the sums of a draw's values.</param>
public readonly record struct SquaredSums(long Counts, Int128 Sums)
{
    /// <summary>Both together.</summary>
    public static SquaredSums operator +(SquaredSums left, SquaredSums right) => new(left.Counts + right.Counts, left.Sums + right.Sums);
}
