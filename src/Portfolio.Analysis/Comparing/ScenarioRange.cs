using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Comparing;

/// <summary>What the simulation of a range of replications under one scenario came to.</summary>
/// <param name="Outcomes">End outcomes, replication by replication.</param>
/// <param name="Values">Chosen series of the portfolio and its themes, for the same replications in the same order.</param>
public sealed record ScenarioRange(OutcomeTable Outcomes, SeriesValues Values);
