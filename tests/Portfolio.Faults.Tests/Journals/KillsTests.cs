using Portfolio.Model.Tests;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>A server is killed at random moments while clients record and watch. KILLS are how many times, KILLS_SEED says at which moments.</summary>
public sealed class KillsTests(ITestOutputHelper output) : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public Task Kill_AtAnyMoment_WhatWasAcknowledgedIsThereOnceAndSeenOnce() =>
        new Ordeal(LongRun.Setting("KILLS", 20), LongRun.Setting("KILLS_SEED", 1), output).Pass(() => MortalServer.Start(folder.FullName));
}
