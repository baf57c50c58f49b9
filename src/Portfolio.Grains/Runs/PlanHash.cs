using System.Reflection;
using System.Security.Cryptography;
using Google.Protobuf;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>What a result rests on, in one word: equal hashes of one engine give equal results, bit for bit.</summary>
public static class PlanHash
{
    /// <summary>Version of the engine that computes.</summary>
    public static string Engine { get; } = typeof(PlanHash).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>SHA-256 over definitions, seed and whether distributions are replaced, in hexadecimal; revisions and times left out.</summary>
    public static string Of(RunPlan plan, ulong seed, bool point) => Of([plan], seed, point, _ => { });

    /// <summary>The same over several plans and what is asked of them.</summary>
    /// <param name="plans">The plans, in their order.</param>
    /// <param name="seed">Seed of all random numbers.</param>
    /// <param name="point">Whether every distribution is replaced by its mean.</param>
    /// <param name="question">Writes what is asked.</param>
    public static string Of(IEnumerable<RunPlan> plans, ulong seed, bool point, Action<CodedOutputStream> question)
    {
        return Sha256(output =>
        {
            foreach (var plan in plans)
                Definitions(plan).WriteTo(output);
            output.WriteUInt64(seed);
            output.WriteBool(point);
            question(output);
        });
    }

    /// <summary>SHA-256 of what a portfolio says, its initiatives with it; revisions and times left out.</summary>
    public static string Of(PortfolioDefinition portfolio) => Sha256(Bare(portfolio.Clone()).WriteTo);

    /// <summary>SHA-256 of what a scenario says; revision and times left out.</summary>
    public static string Of(Scenario scenario) => Sha256(Bare(scenario.Clone()).WriteTo);

    /// <summary>SHA-256 of a manifest.</summary>
    public static string Of(Manifest manifest) => Sha256(manifest.WriteTo);

    /// <summary>SHA-256 of what a request asks for, as it came.</summary>
    public static string OfRequest(IMessage asked) => Sha256(asked.WriteTo);

    static string Sha256(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
            write(output);
        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }

    static RunPlan Definitions(RunPlan plan)
    {
        var definition = plan.Clone();
        Bare(definition.Portfolio);
        foreach (var scenario in definition.Scenarios)
            Bare(scenario);
        return definition;
    }

    static PortfolioDefinition Bare(PortfolioDefinition portfolio)
    {
        (portfolio.UpdateTime, portfolio.DeleteTime, portfolio.Etag, portfolio.Revision) = (null, null, "", 0);
        foreach (var initiative in portfolio.Initiatives)
            (initiative.UpdateTime, initiative.Etag, initiative.Revision) = (null, "", 0);
        return portfolio;
    }

    static Scenario Bare(Scenario scenario)
    {
        (scenario.UpdateTime, scenario.DeleteTime, scenario.Etag, scenario.Revision) = (null, null, "", 0);
        return scenario;
    }
}
