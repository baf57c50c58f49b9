namespace Portfolio.Model.Parameters;

/// <summary>Which of a model's random numbers come from another seed, while all others stay as they are.</summary>
/// <param name="Seed">The other seed.</param>
/// <param name="Chance">All that is addressed by the run's seed but uncertain parameters: settlements, leaders, gates, sites, incidents, drawn events, overruns.</param>
/// <param name="Parameters">For each uncertain parameter, in the sampler's order, whether its uniforms do.</param>
public sealed record Redraw(ulong Seed, bool Chance, IReadOnlyList<bool> Parameters);
