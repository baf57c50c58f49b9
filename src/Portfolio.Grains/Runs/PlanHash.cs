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
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
        {
            foreach (var plan in plans)
                Definitions(plan).WriteTo(output);
            output.WriteUInt64(seed);
            output.WriteBool(point);
            question(output);
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
