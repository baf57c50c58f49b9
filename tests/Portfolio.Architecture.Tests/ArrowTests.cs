using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Portfolio.Architecture.Tests;

/// <summary>Rooms and arrows: who may know whom.</summary>
public sealed partial class ArrowTests
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Portfolio.Contracts"] = [],
        ["Portfolio.Model"] = [],
        ["Portfolio.Definitions"] = ["Portfolio.Contracts", "Portfolio.Model"],
        ["Portfolio.Analysis"] = ["Portfolio.Definitions"],
        ["Portfolio.Actuals"] = ["Portfolio.Definitions"],
        ["Portfolio.Grains"] = ["Portfolio.Actuals", "Portfolio.Analysis", "Portfolio.Definitions"],
        ["Portfolio.Storage"] = ["Portfolio.Grains"],
        ["Portfolio.Server"] = ["Portfolio.Grains", "Portfolio.Storage"],
        ["Portfolio.Client"] = ["Portfolio.Contracts"],
        ["Portfolio.Benchmarks"] = ["Portfolio.Definitions"],
        // Measures the whole way of an entry, from a client to the disk.
        ["Portfolio.JournalBenchmarks"] = ["Portfolio.Client", "Portfolio.Server"],
        // Measures whole runs, from a client through a server of its own.
        ["Portfolio.EngineBenchmarks"] = ["Portfolio.Client", "Portfolio.Server"],
        ["Portfolio.Cli"] = ["Portfolio.Actuals", "Portfolio.Client", "Portfolio.Definitions", "Portfolio.Server"],
    };

    [Fact]
    public void Projects_ReferenceOnlyWhatTheArrowsAllow()
    {
        foreach (var project in Repository.Files("src", "*.csproj"))
        {
            var room = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.ContainsKey(room), $"{room} is a room that the architecture does not know");
            foreach (var other in References(project))
                Assert.True(Allowed[room].Contains(other), $"the arrow {room} → {other} is not in the architecture");
        }
    }

    [Fact]
    public void Model_KnowsNoPackages()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src/Portfolio.Model/Portfolio.Model.csproj"));
        Assert.Empty(project.Descendants("PackageReference"));
    }

    [Theory]
    [InlineData("Lanes")]
    [InlineData("Randomness", "Distributions", "Lanes")]
    [InlineData("Distributions", "Lanes")]
    [InlineData("Statistics")]
    [InlineData("Funding", "Lanes")]
    [InlineData("Sampling", "Distributions", "Randomness")]
    [InlineData("Parameters", "Distributions", "Randomness", "Sampling")]
    [InlineData("Leadership", "Distributions", "Lanes", "Parameters", "Randomness")]
    [InlineData("Delivery", "Distributions", "Lanes", "Parameters")]
    [InlineData("Adoption", "Lanes", "Parameters", "Randomness")]
    [InlineData("Events", "Parameters", "Randomness")]
    public void ModelFolders_UseOnlyWhatLiesBelowThem(string folder, params string[] below)
    {
        foreach (var file in Repository.Files($"src/Portfolio.Model/{folder}", "*.cs"))
        {
            foreach (Match match in Using().Matches(File.ReadAllText(file)))
            {
                var used = match.Groups[1].Value;
                Assert.True(used == folder || below.Contains(used), $"the arrow {folder} → {used} in {Path.GetFileName(file)} is not in the architecture");
            }
        }
    }

    static IEnumerable<string> References(string project) => XDocument.Load(project)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    [GeneratedRegex(@"^using Portfolio\.Model\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
