using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;
using Portfolio.Model;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Tests;

/// <summary>Asks questions of definitions that are written as text.</summary>
static partial class Asked
{
    /// <summary>What a scenario of a text rests on: itself and all it extends, as the server pins it; empty for the plain portfolio.</summary>
    public static RunPlan Plan(string yaml, string scenario = "")
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(yaml, "test.yaml", problems) ?? throw new ArgumentException(string.Join('\n', problems.Found), nameof(yaml));
        var plan = new RunPlan { Portfolio = set.Portfolio, Scenario = scenario };
        for (var id = scenario; id.Length > 0; id = plan.Scenarios[^1].Extends)
            plan.Scenarios.Add(set.Scenarios.Single(each => each.Id == id));
        return plan;
    }

    /// <summary>The inquiry of a question.</summary>
    /// <param name="yaml">A portfolio and its scenarios.</param>
    /// <param name="study">The question.</param>
    /// <param name="scenarios">Ids of the scenarios it names, in its order; empty for the plain portfolio.</param>
    public static Inquiry Of(string yaml, Study study, params ReadOnlySpan<string> scenarios)
    {
        var plans = new List<RunPlan>();
        foreach (var scenario in scenarios)
            plans.Add(Plan(yaml, scenario));
        study.Seed = study.HasSeed ? study.Seed : 7;
        return Inquiries.Of(study, plans);
    }

    /// <summary>What an inquiry answers after so many replications.</summary>
    public static StudyAnswer Answer(Inquiry inquiry, int replications) => inquiry.Found(replications).Told();

    /// <summary>What findings of some ranges write together.</summary>
    public static byte[] Written(Inquiry inquiry, params IEnumerable<ReplicationRange> parts) =>
        inquiry.Together(parts.Select(part => inquiry.Found(part.Count, part.First))).Bytes();

    /// <summary>What replications come to.</summary>
    public static Findings Found(this Inquiry inquiry, int replications, int first = 0, IKernel? kernel = null) =>
        inquiry.Simulate(kernel ?? new VectorKernel(), new ReplicationRange(first, replications), TestContext.Current.CancellationToken);

    /// <summary>The answer that findings give.</summary>
    public static StudyAnswer Told(this Findings findings)
    {
        var answer = new StudyAnswer { Replications = findings.Replications };
        findings.Tell(answer);
        return answer;
    }

    /// <summary>What findings write.</summary>
    public static byte[] Bytes(this Findings findings)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        findings.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Findings of an inquiry put together in an order.</summary>
    public static Findings Together(this Inquiry inquiry, params IEnumerable<Findings> parts)
    {
        var all = inquiry.Nothing();
        foreach (var part in parts)
        {
            using var reader = new BinaryReader(new MemoryStream(part.Bytes()));
            all.Read(reader);
        }

        return all;
    }

    /// <summary>Asserts that each number of the sentences is a fact, and each fact a number of the answer.</summary>
    public static void HasOnlyFactsOf(IEnumerable<Sentence> summary, IMessage answer)
    {
        foreach (var sentence in summary)
        {
            Assert.All(sentence.Facts, fact => Assert.Equal(Convert.ToDouble(At(answer, fact.Field), CultureInfo.InvariantCulture), fact.Value));
            var text = Apart().Replace(sentence.Text, "");
            var numbers = Number().Matches(text).Select(match => match.Value).ToList();
            Assert.True(numbers.Count <= sentence.Facts.Count, $"{numbers.Count} numbers, {sentence.Facts.Count} facts: {sentence.Text}");
        }
    }

    /// <summary>The number at a path such as <c>outcomes[3].mean.value</c>.</summary>
    static object At(object value, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            var message = (IMessage)value;
            value = message.Descriptor.FindFieldByName(step.Groups["name"].Value).Accessor.GetValue(message);
            if (step.Groups["index"].Success)
                value = ((System.Collections.IList)value)[int.Parse(step.Groups["index"].Value, CultureInfo.InvariantCulture)]!;
        }

        return value;
    }

    [GeneratedRegex(@"(?<name>[a-z_]+)(\[(?<index>\d+)\])?")]
    private static partial Regex Step();

    /// <summary>Months, names and the level of intervals are no numbers of the answer.</summary>
    [GeneratedRegex(@"\d{4}-\d{2}|“[^”]*”|95 % interval")]
    private static partial Regex Apart();

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Number();
}

/// <summary>A kernel that says what it was told to, whatever the model.</summary>
sealed class ToldKernel(Action<PortfolioModel, OutcomeTable> set) : IKernel
{
    /// <inheritdoc/>
    public RangeResult Simulate(PortfolioModel model, ReplicationRange range, IReadOnlyList<Model.Outcomes.Series> series, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public OutcomeTable Simulate(PortfolioModel model, ReplicationRange range, SeriesValues into, CancellationToken cancellation)
    {
        var table = new OutcomeTable(new Subjects(model).Count, model.Targets.Count, range.Count);
        set(model, table);
        return table;
    }
}
