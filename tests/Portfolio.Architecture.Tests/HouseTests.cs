namespace Portfolio.Architecture.Tests;

/// <summary>Rules of the house that no compiler checks.</summary>
public sealed class HouseTests
{
    static readonly string[] TopLevel = ["docs", "protos", "simulations", "src", "tests", "artifacts", "Portfolio.sln", "README.md", "global.json", "Directory.Build.props", "Directory.Packages.props"];

    [Fact]
    public void TopLevel_HoldsOnlyWhatBelongsThere()
    {
        var strangers = Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName).Where(name => name![0] != '.' && !TopLevel.Contains(name));
        Assert.Empty(strangers);
    }

    [Fact]
    public void Projects_AreInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Portfolio.sln"));
        var missing = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")).Where(project => !solution.Contains(Path.GetFileName(project), StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void Packages_ArePinnedExactly()
    {
        var versions = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Version")!.Value);
        Assert.All(versions, version => Assert.Matches(@"^\d+\.\d+\.\d+(\.\d+)?$", version));
    }
}
