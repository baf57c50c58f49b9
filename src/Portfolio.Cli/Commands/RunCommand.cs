using System.CommandLine;
using System.Text.Json.Nodes;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio run</c>: simulates a portfolio under its scenarios and shows what came out, and how the scenarios differ.</summary>
static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var scenarios = ScenarioChoice.SeveralOption();
        var (precision, sampling) = (new PrecisionOptions(), new SamplingOptions());
        var outcomes = new Option<string?>("--outcomes") { Description = "CSV or .parquet file to write with the outcomes of every replication." };
        var all = new Option<bool>("--all") { Description = "Shows every copy of a group by itself." };
        var dry = new Option<bool>("--dry-run") { Description = "Only checks, and says what it would cost. The definitions are written to the server all the same." };
        var command = options.Command("run", "Simulates a portfolio under its scenarios.", [scenarios, .. precision.Options, .. sampling.Options, outcomes, all, dry]);
        command.SetAction((parsed, cancellation) => options.Simulate(
            parsed,
            request => Read(sampling.With(parsed, options.With(parsed, request, precision.Of(parsed))), parsed.GetValue(scenarios) ?? [], parsed.GetValue(outcomes)),
            (client, _, wish) => Run(client, wish, new Output(options.Json(parsed), parsed.GetValue(all), parsed.GetValue(dry)), cancellation),
            cancellation));
        return command;
    }

    static async Task<int> Run(PortfolioClient client, Wish wish, Output output, CancellationToken cancellation)
    {
        await using var file = wish.Outcomes;
        using var screen = output.Json || output.Dry ? (IRunScreen)new QuietScreen() : RunScreen.Create(wish.Set, wish.Scenarios);
        var session = new ScenarioSession(client, new WrittenDefinitions(client, wish.Set, wish.Scenarios), wish.Request, readsOutcomes: file is not null, screen);
        if (output.Dry)
            return Print(await session.Validate(cancellation), output.Json);
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var findings = await Findings.Read(client, session.Runs, cancellation);
        if (output.Json)
            Console.Out.WriteLine(Json.Text(FindingsJson.Of(findings)));
        else
            new FindingsTables(findings, wish.Set, output.All).Print();

        // Told first: there may be no room for the outcomes.
        foreach (var found in findings.Runs)
            await (file?.Write(client, found.Scenario, found.Run, cancellation) ?? Task.CompletedTask);
        return ExitCode.Done;
    }

    static int Print(IReadOnlyList<(string Title, Run Run)> valid, bool json)
    {
        if (json)
            Console.Out.WriteLine(Json.Text(new JsonObject { ["runs"] = new JsonArray([.. valid.Select(each => Json.Of(each.Run))]) }));
        else
            valid.ToList().ForEach(each => Console.Out.WriteLine($"{each.Title}: {ProgressText.Cost(each.Run.Cost)}"));
        return ExitCode.Done;
    }

    static Wish Read(SimulationRequest request, string[] wanted, string? outcomes)
    {
        var set = request.Read();
        return new Wish(request, set, new ScenarioChoice(set).Several(wanted), outcomes is null ? null : OutcomeFile.Create(outcomes));
    }

    /// <summary>What to run.</summary>
    /// <param name="Request">How.</param>
    /// <param name="Set">The definitions.</param>
    /// <param name="Scenarios">Its scenarios; null stands for the plain portfolio.</param>
    /// <param name="Outcomes">File for the outcomes of every replication.</param>
    sealed record Wish(SimulationRequest Request, DefinitionSet Set, IReadOnlyList<string?> Scenarios, OutcomeFile? Outcomes);

    /// <summary>How to show what was found.</summary>
    /// <param name="Json">As JSON and nothing else.</param>
    /// <param name="All">Every copy of a group by itself.</param>
    /// <param name="Dry">Only what it would cost.</param>
    sealed record Output(bool Json, bool All, bool Dry);
}
