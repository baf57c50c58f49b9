using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Model;

namespace Portfolio.EngineBenchmarks;

/// <summary>The benchmark portfolio, and others of its kind that have fewer or more initiatives.</summary>
static class BenchmarkPortfolio
{
    /// <summary>As it is written.</summary>
    public static PortfolioDefinition Read()
    {
        var problems = new Problems();
        var set = DefinitionFiles.Read(Path.Combine(AppContext.BaseDirectory, "benchmark", "portfolio.json"), problems);
        return set?.Portfolio ?? throw new InvalidOperationException(string.Join('\n', problems.Found));
    }

    /// <summary>With some number of initiatives, of which each is like one of its own, and money for as many.</summary>
    public static PortfolioDefinition Of(int initiatives)
    {
        var portfolio = Read();
        List<Initiative> originals = [.. portfolio.Initiatives];
        portfolio.Id = $"benchmark-{initiatives}";
        portfolio.Initiatives.Clear();
        for (var number = 0; number < initiatives; number++)
            portfolio.Initiatives.Add(new Initiative(originals[number % originals.Count]) { Id = $"initiative-{number}" });
        foreach (var year in portfolio.Budget.Annual)
            year.Amount.Value *= (double)initiatives / originals.Count;
        return portfolio;
    }

    /// <summary>What is simulated of it.</summary>
    public static PortfolioModel Compile(PortfolioDefinition portfolio)
    {
        var problems = new Problems();
        return Compiler.Compile(new DefinitionSet(portfolio, []), null, new CompileOptions(), problems)?.Model
            ?? throw new InvalidOperationException(string.Join('\n', problems.Found));
    }
}
