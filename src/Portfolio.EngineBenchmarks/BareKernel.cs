using Portfolio.Model;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.EngineBenchmarks;

/// <summary>The kernel with the statistics of a run and nothing else: one thread, no checks, no store, nobody who watches.</summary>
/// <param name="model">What is simulated.</param>
sealed class BareKernel(PortfolioModel model)
{
    const int RangeSize = 256;

    /// <summary>Simulates some replications, with the quantiles of the default series and, where they are wanted, those of the end outcomes too.</summary>
    /// <returns>Processor time of this process, in which nothing else is to happen.</returns>
    public TimeSpan Simulate(int replications, bool withOutcomes)
    {
        var before = Environment.CpuUsage.TotalTime;
        var (series, outcomes) = (SeriesStatistics.Of(model, SeriesFacts.Default), new OutcomeStatistics(model));
        for (var first = 0; first < replications; first += RangeSize)
        {
            var part = VectorKernel.Simulate(model, new ReplicationRange(first, Math.Min(RangeSize, replications - first)), series, CancellationToken.None);
            if (withOutcomes)
                outcomes.Add(first, part.Outcomes);
            part.Outcomes.GiveBack();
        }

        return Environment.CpuUsage.TotalTime - before;
    }
}
