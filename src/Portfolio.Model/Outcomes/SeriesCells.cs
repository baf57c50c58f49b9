using System.Runtime.CompilerServices;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>
/// Cells of series, and the values that wait to be counted into them: until there are many, or until somebody asks for a cell.
/// Cells may be read and others taken in on several threads; one at a time writes values.
/// </summary>
sealed class SeriesCells
{
    /// <summary>Cells that are counted in one piece: so many stay near the processor.</summary>
    const int CountedAtOnce = 128;

    readonly Lock counting = new();
    readonly IReadOnlyList<Series> series;
    readonly int subjects;
    readonly bool keepsQuantiles;
    readonly SeriesKind[] kinds;
    readonly PutByLayout layout;
    readonly ValuesPutBy putBy;
    readonly PartsToAdd parts;

    // Made when something is counted: the statistics of a short range are nothing but values that wait.
    CountedCells? counted;
    CellTally? tally;
    CellTally? nextTally;
    int[] batchesCounted = [];

    /// <summary>Empty cells.</summary>
    /// <param name="series">The series.</param>
    /// <param name="subjects">Number of subjects.</param>
    /// <param name="months">Number of months.</param>
    /// <param name="keepsQuantiles">Whether histograms are kept beside moments.</param>
    public SeriesCells(IReadOnlyList<Series> series, int subjects, int months, bool keepsQuantiles)
    {
        (this.series, this.subjects, this.keepsQuantiles, Count) = (series, subjects, keepsQuantiles, series.Count * subjects * months);
        kinds = [.. series.Select(each => each.Kind())];
        layout = new PutByLayout(kinds, subjects, months);
        putBy = new ValuesPutBy(layout.Bytes);
        parts = new PartsToAdd(Count);
    }

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    /// <summary>Bytes that the values of a replication take up while they wait.</summary>
    public int BytesOfReplication => layout.Bytes;

    /// <summary>Replications whose values wait at the most.</summary>
    public int MostThatWait => putBy.MostReplications;

    /// <summary>Kind of a cell.</summary>
    public SeriesKind KindOf(int cell) => kinds[cell / subjects % kinds.Length];

    /// <summary>The cell of a series, subject and month. Months are outermost, as simulating goes through them.</summary>
    public int At(int series, int subject, int month) => (month * kinds.Length + series) * subjects + subject;

    /// <summary>Begins to put by the values of some more replications, a multiple of eight.</summary>
    public void Begin(int replications)
    {
        lock (counting)
        {
            if (putBy.Exceeds(replications))
                CountAll();
            putBy.Begin(replications);
        }
    }

    /// <summary>Where the values go of a subject and those behind it; all cells that a subject can have are to be written.</summary>
    public unsafe byte* Place(int series, int subject, int month) => putBy.Place(layout.Offset(series, subject, month));

    /// <summary>Says that all values are put by.</summary>
    public void End() => putBy.End();

    /// <summary>Counts some values of a cell at once, all of them defined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int cell, params ReadOnlySpan<double> values)
    {
        lock (counting)
            Counted.Add(cell, KindOf(cell), values);
    }

    /// <summary>Adds what was counted of a cell elsewhere.</summary>
    public void Add(int cell, CountedCell more)
    {
        lock (counting)
            Counted.Add(cell, more);
    }

    /// <summary>Whether values that waited were counted.</summary>
    public bool IsCounted => batchesCounted.Length > 0;

    /// <summary>What was counted elsewhere and waits to be added, where there is nothing else and it is in one piece.</summary>
    public ICountedCells? Only => counted is null && putBy.Batches == 0 ? parts.Only : null;

    /// <summary>Takes in what was counted elsewhere: a cell's is added when somebody asks for it, and all of it when there is more.</summary>
    public void TakeIn(ICountedCells part)
    {
        lock (counting)
            parts.Add(part);
    }

    /// <summary>Adds and counts what waits, as far as it could not wait beside what others have. Cells may be read meanwhile.</summary>
    public void MakeRoom(SeriesCells others)
    {
        if (parts.Any)
            InPieces(AddParts);
        if (putBy.Exceeds(others.putBy))
            CountAll();
    }

    /// <summary>Adds and counts whatever waits. Cells may be read meanwhile.</summary>
    /// <param name="then">Gets all cells, some at a time, once nothing of them waits and while they are near the processor: the first, and the one behind the last.</param>
    public void Settle(Action<int, int> then)
    {
        InPieces((first, end) =>
        {
            AddParts(first, end);
            CountCells(first, end);
            then(first, end);
        });
        LetGoOfCounted();
    }

    /// <summary>Takes in all that others have counted or put by, who have it no longer.</summary>
    public void TakeIn(SeriesCells others)
    {
        lock (counting)
        {
            if (others.batchesCounted.Length > 0 || others.parts.AreBegun)
                others.Settle((_, _) => { });
            if (others.counted is not null)
                Counted.Add(others.counted);
            if (putBy.Exceeds(others.putBy))
                CountAll();
            putBy.TakeFrom(others.putBy);
            parts.TakeFrom(others.parts);
        }
    }

    /// <summary>Gives back the room of what was counted, which is not to be asked for any more.</summary>
    public void GiveBack()
    {
        if (counted is not null)
            SpareCells.GiveBack(counted);
        counted = null;
    }

    /// <summary>Moments of a cell.</summary>
    public Moments Moments(int cell)
    {
        lock (counting)
            return UpToDate(cell).Moments(cell);
    }

    /// <summary>Histogram of a cell.</summary>
    public Histogram Histogram(int cell)
    {
        lock (counting)
            return UpToDate(cell).Histogram(cell);
    }

    CountedCells Counted => counted ??= SpareCells.Take([.. Enumerable.Range(0, Count).Select(KindOf)], keepsQuantiles);

    CountedCells UpToDate(int cell)
    {
        parts.AddTo(Counted, cell);
        BeginCounting();
        if (batchesCounted[cell] < putBy.Batches)
        {
            putBy.Hold();
            Gather(cell, tally!);
            putBy.LetGo();
            Counted.Add(cell, tally!);
            batchesCounted[cell] = putBy.Batches;
        }

        return Counted;
    }

    /// <summary>Does something with all cells, some at a time, so that nobody who asks for one waits for all of them.</summary>
    void InPieces(Action<int, int> some)
    {
        for (var first = 0; first < Count; first += CountedAtOnce)
        {
            lock (counting)
                some(first, Math.Min(first + CountedAtOnce, Count));
        }

        lock (counting)
            parts.LetGoOfAdded();
    }

    void AddParts(int first, int end)
    {
        for (var cell = first; cell < end; cell++)
            parts.AddTo(Counted, cell);
    }

    /// <summary>Counts all values that wait.</summary>
    void CountAll()
    {
        InPieces(CountCells);
        LetGoOfCounted();
    }

    void LetGoOfCounted()
    {
        lock (counting)
        {
            // What came meanwhile waits on.
            if (batchesCounted.AsSpan().ContainsAnyExcept(putBy.Batches))
                return;
            putBy.Clear();
            Array.Clear(batchesCounted);
        }
    }

    /// <summary>Counts what waits for some cells. The next one is gathered before one is counted, so that its histogram has come by then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CountCells(int first, int end)
    {
        if (putBy.Batches == 0)
            return;
        BeginCounting();
        putBy.Hold();
        var (now, next, into) = (tally!, nextTally!, Counted);
        for (var cell = first - 1; cell < end; cell++)
        {
            if (cell + 1 < end)
            {
                Gather(cell + 1, next);
                into.Fetch(cell + 1, next);
            }

            if (cell >= first)
                into.Add(cell, now);
            (now, next) = (next, now);
        }

        putBy.LetGo();
        batchesCounted.AsSpan(first, end - first).Fill(putBy.Batches);
    }

    void BeginCounting()
    {
        if (batchesCounted.Length == Count)
            return;
        batchesCounted = new int[Count];
        (tally, nextTally) = (new CellTally(ValuesPutBy.Most), new CellTally(ValuesPutBy.Most));
    }

    /// <summary>Gathers the values of a cell that are not yet counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Gather(int cell, CellTally into)
    {
        var (row, subject) = int.DivRem(cell, subjects);
        var (month, which) = int.DivRem(row, kinds.Length);
        if (subject > 0 && series[which].IsProgrammes())
            into.Clear(); // has no value, and was never written
        else
            into.Gather(kinds[which], series[which].UsualBin(), putBy.HeldBut(batchesCounted[cell]), layout.Offset(which, subject, month));
    }
}
