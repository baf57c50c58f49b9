using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Runs;
using Portfolio.Model;

namespace Portfolio.Server.Services;

/// <summary>What the simulation of one scenario rests on.</summary>
/// <param name="Plan">The definitions.</param>
/// <param name="Model">What is simulated.</param>
/// <param name="Manifest">What it depends on, as far as definitions and journals say it.</param>
sealed record PlannedScenario(RunPlan Plan, PortfolioModel Model, Manifest Manifest);

/// <summary>Pins what runs and studies rest on, and names them.</summary>
sealed class PlanMaker(DefinitionReader reader, ForecastMaker forecasts, TimeProvider time)
{
    /// <summary>The plan of a scenario, checked.</summary>
    /// <param name="portfolio">The portfolio with its initiatives.</param>
    /// <param name="scenario">The scenario by resource name; empty for the plain portfolio.</param>
    /// <param name="revisions">Which revisions are wanted.</param>
    /// <param name="seed">Seed instead of the portfolio's.</param>
    /// <param name="point">Every distribution is replaced by its mean.</param>
    /// <param name="forecast">Starts from what has really happened; null starts as planned.</param>
    /// <param name="simulated">The portfolio as it is to be simulated, where that is not as it is stored.</param>
    public async Task<PlannedScenario> Of(
        PortfolioDefinition portfolio, string scenario, ScenarioRevisions revisions, ulong? seed, bool point, ForecastStart? forecast = null, PortfolioDefinition? simulated = null)
    {
        List<Scenario> chain = scenario.Length == 0 ? [] : await reader.Chain(scenario, revisions);
        var (set, id) = (new DefinitionSet(simulated ?? portfolio, chain), chain.Count == 0 ? "" : chain[0].Id);
        PinnedStart? start = null;
        if (forecast is not null)
            (set, id, start) = await forecasts.Start(set, id, forecast);
        var plan = new RunPlan { Portfolio = set.Portfolio, Scenario = id, Scenarios = { set.Scenarios } };
        var problems = new Problems();
        var compiled = Compiler.Compile(set, id.Length == 0 ? null : id, new CompileOptions(seed, point), problems);
        return compiled is null
            ? throw Refusals.Invalid(problems)
            : new PlannedScenario(plan, compiled.Model, Manifests.Of(portfolio, chain, start, compiled));
    }

    /// <summary>Names that sort by time; a request id always leads to the same one.</summary>
    public string NewId(string requestId) => requestId.Length > 0
        ? $"r-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)))[..20]}"
        : $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Hash of what a study rests on, over its question too, and over what it keeps besides for its stopping rule.</summary>
    public static string HashOf(IEnumerable<RunPlan> plans, Study study) => PlanHash.Of(plans, study.Seed, study.Point, output =>
    {
        output.WriteTag((int)study.QuestionCase, WireFormat.WireType.LengthDelimited);
        output.WriteMessage(StudyQuestion.Of(study));
        if (study.Until?.Ranked is { } ranked)
            output.WriteMessage(ranked);
    });
}
