using CsCheck;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Model.Tests.Blocks;

/// <summary>A server computes blocks of many scenarios in whatever order they come; none may notice the others.</summary>
public class InterleavedTests
{
    const int Scenarios = 100;

    const int Threads = 2;

    /// <summary>Portfolios tried and, the more there are, rounds of blocks; <c>INTERLEAVED</c> asks for more, <c>INTERLEAVED_SEED</c> for others.</summary>
    static readonly int Tried = LongRun.Setting("INTERLEAVED", 1);

    static readonly int Rounds = 1 + 2 * Tried;

    static readonly ulong Seed = (ulong)LongRun.Setting("INTERLEAVED_SEED", 1);

    /// <summary>Replications simulated in one go: fewer than the lanes of a block, as many, and more, so that one block's memory serves twice.</summary>
    static readonly int[] Sizes = [7, 40, 1, 32];

    [Fact]
    public async Task Simulate_AHundredScenariosInterleaved_EachGivesWhatItGivesAlone()
    {
        for (var portfolio = 0; portfolio < Tried; portfolio++)
        {
            var random = new PCG(1 + (uint)portfolio, Seed);
            var text = Portfolios.Any.Generate(random, null, out _);
            var variations = Enumerable.Range(0, Scenarios).Select(i => Portfolios.Variation($"s-{i}").Generate(random, null, out _)).ToList();
            Scenario[] scenarios = [.. variations.Select((variation, i) => new Scenario(Model(text, variation, i)))];
            await Interleave(scenarios, random);
            for (var i = 0; i < Scenarios; i++)
            {
                // Compiled anew, so that nothing is left of what the other threads did.
                if (scenarios[i].DifferenceFromAlone(Model(text, variations[i], i)) is { } difference)
                    Assert.Fail($"INTERLEAVED_SEED={Seed}, portfolio {portfolio}, scenario {i}: {difference}\n{Portfolios.WithScenario(text, variations[i])}");
            }
        }
    }

    static PortfolioModel Model(string text, string variation, int scenario) =>
        Some.Model(Portfolios.WithScenario(text, variation), $"s-{scenario}");

    /// <summary>Round after round a block of every scenario, each round in an order of its own; the threads take turns.</summary>
    static Task Interleave(Scenario[] scenarios, PCG random)
    {
        var blocks = Enumerable.Range(0, Rounds).SelectMany(round => Shuffled(random).Select(i => (scenarios[i], round))).ToList();
        return Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = thread; i < blocks.Count; i += Threads)
                blocks[i].Item1.Simulate(blocks[i].round);
        })));
    }

    static int[] Shuffled(PCG random) => Gen.Shuffle(Enumerable.Range(0, Scenarios).ToArray()).Generate(random, null, out _);

    /// <summary>A scenario and what its blocks have come to so far.</summary>
    sealed class Scenario(PortfolioModel model)
    {
        static readonly int Replications = Enumerable.Range(0, Rounds).Sum(SizeOf);

        readonly SeriesStatistics statistics = Results.Statistics(model, SeriesFacts.Default);
        readonly OutcomeTable outcomes = new(new Subjects(model).Count, model.Targets.Count, Replications);

        /// <summary>Simulates the block of a round.</summary>
        public void Simulate(int round)
        {
            var range = new ReplicationRange(Enumerable.Range(0, round).Sum(SizeOf), SizeOf(round));
            var block = VectorKernel.Simulate(model, range, Results.Statistics(model, SeriesFacts.Default), CancellationToken.None);
            lock (statistics)
                statistics.TakeIn(block.Statistics);
            for (var column = 0; column < outcomes.Columns.Count; column++)
                block.Outcomes.Columns[column].CopyTo(outcomes.Columns[column], range.First);
        }

        /// <summary>Where its blocks differ from all of its replications at once, with nothing else beside them; null where they do not.</summary>
        public string? DifferenceFromAlone(PortfolioModel again)
        {
            var range = new ReplicationRange(0, Replications);
            var alone = VectorKernel.Simulate(again, range, Results.Statistics(again, SeriesFacts.Default), CancellationToken.None);
            return Results.Difference("interleaved", again, alone, new RangeResult(range, statistics, outcomes));
        }

        static int SizeOf(int round) => Sizes[round % Sizes.Length];
    }
}
