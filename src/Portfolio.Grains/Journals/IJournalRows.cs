namespace Portfolio.Grains.Journals;

/// <summary>Keeps append-only rows: journals, each a sequence of rows numbered from 1 without gaps.</summary>
public interface IJournalRows
{
    /// <summary>Appends rows, all or none, durably.</summary>
    /// <param name="journal">Name of the journal.</param>
    /// <param name="last">Number of the last row the caller knows of, 0 for none; the new rows get the numbers behind it.</param>
    /// <param name="rows">The rows, in their order.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else has appended meanwhile.</exception>
    Task Append(string journal, long last, IReadOnlyList<ReadOnlyMemory<byte>> rows);

    /// <summary>Reads the rows behind a number, in their order.</summary>
    /// <param name="journal">Name of the journal.</param>
    /// <param name="after">Number of the row behind which to begin; 0 for all.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<(long Number, byte[] Row)> Read(string journal, long after, CancellationToken cancellation);

    /// <summary>Names of the journals that begin so, in their order, each with the number of its last row.</summary>
    /// <param name="prefix">What the names begin with; empty for all.</param>
    IAsyncEnumerable<(string Journal, long Last)> Journals(string prefix, CancellationToken cancellation);
}
