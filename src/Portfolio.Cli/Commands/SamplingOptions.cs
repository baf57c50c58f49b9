using System.CommandLine;
using System.CommandLine.Parsing;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>How a command that runs scenarios samples uncertain parameters, where that is otherwise than the portfolio says.</summary>
sealed class SamplingOptions
{
    const int MostReplicationsPerDraw = 1_000_000;

    static readonly Dictionary<string, Sampling> Words = new()
    {
        ["random"] = Contracts.V1.Sampling.Random,
        ["latinHypercube"] = Contracts.V1.Sampling.LatinHypercube,
        ["sobol"] = Contracts.V1.Sampling.Sobol,
    };

    readonly Option<Sampling> sampling = new("--sampling")
    {
        Description = "How uncertain parameters are sampled, instead of as the portfolio says: random, latinHypercube or sobol.",
        CustomParser = Parse,
    };

    readonly Option<int?> replicationsPerDraw = new("--replications-per-draw") { Description = "Replications that share a draw of the uncertain parameters, instead of as many as the portfolio says." };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [sampling, replicationsPerDraw];

    /// <summary>What was asked for, with these.</summary>
    /// <exception cref="CommandException">A number is out of its range.</exception>
    public SimulationRequest With(ParseResult parsed, SimulationRequest request) => request with
    {
        Sampling = parsed.GetValue(sampling),
        ReplicationsPerDraw = parsed.GetValue(replicationsPerDraw) is { } wanted ? Shared.Positive(replicationsPerDraw.Name, wanted, MostReplicationsPerDraw) : 0,
    };

    static Sampling Parse(ArgumentResult result) => Shared.Word(result, [.. Words.Keys]) is { } word ? Words[word] : default;
}
