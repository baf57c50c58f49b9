using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;

namespace Portfolio.Server.Services;

/// <summary>What the simulation of one scenario rests on.</summary>
/// <param name="Plan">The definitions.</param>
/// <param name="Seed">Seed of all random numbers.</param>
sealed record PlannedScenario(RunPlan Plan, ulong Seed);

/// <summary>Pins what runs and studies rest on, and names them.</summary>
sealed class PlanMaker(DefinitionReader reader, ForecastMaker forecasts, TimeProvider time)
{
    /// <summary>Version of the engine that computes.</summary>
    public static string Engine { get; } = typeof(PlanMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>The plan of a scenario, checked.</summary>
    /// <param name="portfolio">The portfolio with its initiatives.</param>
    /// <param name="scenario">The scenario by resource name; empty for the plain portfolio.</param>
    /// <param name="revisions">Which revisions are wanted.</param>
    /// <param name="seed">Seed instead of the portfolio's.</param>
    /// <param name="point">Every distribution is replaced by its mean.</param>
    /// <param name="forecast">Starts from what has really happened; null starts as planned.</param>
    public async Task<PlannedScenario> Of(
        PortfolioDefinition portfolio, string scenario, ScenarioRevisions revisions, ulong? seed, bool point, ForecastStart? forecast = null)
    {
        List<Scenario> chain = scenario.Length == 0 ? [] : await reader.Chain(scenario, revisions);
        var (set, id) = (new DefinitionSet(portfolio, chain), chain.Count == 0 ? "" : chain[0].Id);
        if (forecast is not null)
            (set, id) = await forecasts.Start(set, id, forecast);
        var plan = new RunPlan { Portfolio = set.Portfolio, Scenario = id, Scenarios = { set.Scenarios } };
        var problems = new Problems();
        var compiled = Compiler.Compile(set, id.Length == 0 ? null : id, new CompileOptions(seed, point), problems);
        return compiled is null ? throw Refusals.Invalid(problems) : new PlannedScenario(plan, compiled.Model.Seed);
    }

    /// <summary>Names that sort by time; a request id always leads to the same one.</summary>
    public string NewId(string requestId) => requestId.Length > 0
        ? $"r-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)))[..20]}"
        : $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>SHA-256 over definitions, seed and whether distributions are replaced; revisions and times left out.</summary>
    public static string HashOf(RunPlan plan, ulong seed, bool point) => Hash([plan], seed, point, _ => { });

    /// <summary>The same of a study, over its question too.</summary>
    public static string HashOf(IEnumerable<RunPlan> plans, Study study) => Hash(plans, study.Seed, study.Point, output =>
    {
        output.WriteTag((int)study.QuestionCase, WireFormat.WireType.LengthDelimited);
        output.WriteMessage(StudyQuestion.Of(study));
    });

    static string Hash(IEnumerable<RunPlan> plans, ulong seed, bool point, Action<CodedOutputStream> more)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
        {
            foreach (var plan in plans)
                Definitions(plan).WriteTo(output);
            output.WriteUInt64(seed);
            output.WriteBool(point);
            more(output);
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }

    static RunPlan Definitions(RunPlan plan)
    {
        var definition = plan.Clone();
        (definition.Portfolio.UpdateTime, definition.Portfolio.DeleteTime, definition.Portfolio.Etag, definition.Portfolio.Revision) = (null, null, "", 0);
        foreach (var initiative in definition.Portfolio.Initiatives)
            (initiative.UpdateTime, initiative.Etag, initiative.Revision) = (null, "", 0);
        foreach (var scenario in definition.Scenarios)
            (scenario.UpdateTime, scenario.DeleteTime, scenario.Etag, scenario.Revision) = (null, null, "", 0);
        return definition;
    }
}
