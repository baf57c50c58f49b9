using System.CommandLine;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
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
        var outcomes = new Option<string?>("--outcomes") { Description = "CSV file to write with the outcomes of every replication." };
        var all = new Option<bool>("--all") { Description = "Shows every copy of a group by itself." };
        var command = options.Command("run", "Simulates a portfolio under its scenarios.", scenarios, outcomes, all);
        command.SetAction((parsed, cancellation) => options.Simulate(
            parsed,
            request => Read(request, parsed.GetValue(scenarios) ?? [], parsed.GetValue(outcomes)),
            (client, request, wish) => Run(client, request, wish, options.Json(parsed), parsed.GetValue(all), cancellation),
            cancellation));
        return command;
    }

    static async Task<int> Run(PortfolioClient client, SimulationRequest request, Wish wish, bool json, bool all, CancellationToken cancellation)
    {
        using var file = wish.Outcomes;
        using var screen = json ? (IRunScreen)new QuietScreen() : RunScreen.Create(wish.Set, wish.Scenarios);
        var session = new ScenarioSession(client, new WrittenDefinitions(client, wish.Set, wish.Scenarios), request, screen);
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var findings = await session.Findings(cancellation);
        foreach (var found in findings.Runs)
            await (file?.Write(client, found.Scenario, found.Run, cancellation) ?? Task.CompletedTask);
        if (json)
            Console.Out.WriteLine(Json.Text(FindingsJson.Of(findings)));
        else
            new FindingsTables(findings, wish.Set, all).Print();
        return ExitCode.Done;
    }

    static Wish Read(SimulationRequest request, string[] wanted, string? outcomes)
    {
        var set = request.Read();
        return new Wish(set, new ScenarioChoice(set).Several(wanted), outcomes is null ? null : OutcomeFile.Create(outcomes));
    }

    /// <summary>What to run.</summary>
    /// <param name="Set">The definitions.</param>
    /// <param name="Scenarios">Its scenarios; null stands for the plain portfolio.</param>
    /// <param name="Outcomes">CSV file for the outcomes of every replication.</param>
    sealed record Wish(DefinitionSet Set, IReadOnlyList<string?> Scenarios, OutcomeFile? Outcomes);
}
