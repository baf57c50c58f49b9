using Xunit.Sdk;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>What kills are to find is found: servers whose journals have a fault, planted by a program of the tests, do not pass.</summary>
public sealed class PlantedFaultsTests(ITestOutputHelper output) : IDisposable
{
    const int Kills = 5;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("early")]
    [InlineData("twice")]
    public async Task Kill_ServerWithAFault_DoesNotPass(string fault)
    {
        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => new Ordeal(Kills, seed: 1, output).Pass(
            () => MortalServer.Start(folder.FullName, "Portfolio.Faults.FaultyServer", $"--Fault={fault}")));
        output.WriteLine(failure.Message);
    }
}
