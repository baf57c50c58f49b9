namespace Portfolio.JournalBenchmarks;

/// <summary>Somewhere that entries, or rows, can be handed over to be made durable.</summary>
interface IBoundary : IAsyncDisposable
{
    /// <summary>What it is.</summary>
    string Name { get; }

    /// <summary>Hands over one; ends once it is acknowledged.</summary>
    /// <param name="writer">Who writes, from 0.</param>
    /// <param name="subject">Whose journal.</param>
    Task Write(int writer, string subject);
}
