using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>What every command asks for that simulates on a server.</summary>
/// <param name="Path">The definition.</param>
/// <param name="Replications">Replications of each scenario.</param>
/// <param name="Seed">Seed instead of the portfolio's.</param>
/// <param name="Point">Means instead of draws.</param>
sealed record SimulationRequest(string Path, int Replications, ulong? Seed, bool Point)
{
    /// <summary>What the server holds under the path, where that names a revision; null for files.</summary>
    public DefinitionSet? Held { get; init; }

    /// <summary>When there are enough replications; null where all that are wanted are computed.</summary>
    public StoppingRule? Until { get; init; }

    /// <summary>How uncertain parameters are sampled; unspecified as the portfolio says.</summary>
    public Sampling Sampling { get; init; }

    /// <summary>Replications that share a draw of them; 0 for as many as the portfolio says.</summary>
    public int ReplicationsPerDraw { get; init; }

    /// <summary>The definitions, read and checked.</summary>
    /// <exception cref="CommandException">Anything is wrong with them.</exception>
    public DefinitionSet Read() => Held ?? DefinitionInput.Read(Path);
}
