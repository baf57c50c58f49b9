namespace Portfolio.Cli.Commands;

/// <summary>What every command asks for that simulates on a server.</summary>
/// <param name="Path">The definition.</param>
/// <param name="Replications">Replications of each scenario.</param>
/// <param name="Seed">Seed instead of the portfolio's.</param>
/// <param name="Point">Means instead of draws.</param>
sealed record SimulationRequest(string Path, int Replications, ulong? Seed, bool Point);
