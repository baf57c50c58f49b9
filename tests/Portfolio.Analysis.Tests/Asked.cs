using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Model.Blocks;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Tests;

/// <summary>Asks questions of definitions, as a study does.</summary>
static class Asked
{
    /// <summary>The inquiry of a question.</summary>
    /// <param name="yaml">A portfolio and its scenarios.</param>
    /// <param name="study">The question.</param>
    /// <param name="scenarios">Ids of the scenarios it names, in its order; empty for the plain portfolio.</param>
    public static Inquiry Of(string yaml, Study study, params ReadOnlySpan<string> scenarios)
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(yaml, "test.yaml", problems);
        Assert.Empty(problems.Found);
        var plans = new List<RunPlan>();
        foreach (var scenario in scenarios)
            plans.Add(PlanOf(set!, scenario));
        study.Seed = study.HasSeed ? study.Seed : 7;
        return Inquiries.Of(study, plans);
    }

    /// <summary>What an inquiry finds in so many replications.</summary>
    public static StudyAnswer Answer(Inquiry inquiry, int replications)
    {
        var answer = new StudyAnswer { Replications = replications };
        inquiry.Simulate(new VectorKernel(), new ReplicationRange(0, replications), TestContext.Current.CancellationToken).Tell(answer);
        return answer;
    }

    /// <summary>What findings write of a range, put together from parts.</summary>
    public static byte[] Written(Inquiry inquiry, params ReadOnlySpan<ReplicationRange> parts)
    {
        var all = inquiry.Nothing();
        foreach (var part in parts)
            Add(all, inquiry.Simulate(new VectorKernel(), part, TestContext.Current.CancellationToken));
        return Bytes(all);
    }

    static void Add(Findings to, Findings part)
    {
        using var reader = new BinaryReader(new MemoryStream(Bytes(part)));
        to.Read(reader);
    }

    static byte[] Bytes(Findings findings)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            findings.Write(writer);
        return stream.ToArray();
    }

    static RunPlan PlanOf(DefinitionSet set, string scenario)
    {
        var plan = new RunPlan { Portfolio = set.Portfolio, Scenario = scenario };
        for (var id = scenario; id.Length > 0;)
        {
            var next = set.Scenarios.Single(each => each.Id == id);
            plan.Scenarios.Add(next);
            id = next.Extends;
        }

        Assert.NotNull(CheckedPlan.ModelOf(plan, new CompileOptions()));
        return plan;
    }
}
