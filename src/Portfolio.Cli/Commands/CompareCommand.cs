using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio compare</c>: which scenario is better in what, and how sure that is.</summary>
static class CompareCommand
{
    const int FewestScenarios = 2;
    const int MostScenarios = 100;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var command = options.Command("compare", "Compares scenarios of a portfolio, replication by replication on the same random numbers.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = options.Request(parsed);
            using var opening = options.Open(parsed, cancellation);
            return await Compare(request, opening, options.Json(parsed), cancellation);
        });
        return command;
    }

    static async Task<int> Compare(SimulationRequest request, ServerOpening opening, bool json, CancellationToken cancellation)
    {
        var (set, scenarios) = await opening.Meanwhile(() => Read(request));
        await using var connection = await opening.Connection;
        using var screen = json ? null : StudyScreen.Create();
        var session = new StudySession(connection.Client, new WrittenDefinitions(connection.Client, set, scenarios), request, screen);
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var answer = await session.Answer(cancellation);
        if (json)
            Console.Out.WriteLine(Json.Text(Json.Of(answer)));
        else
            new ComparisonTables(set.Portfolio.Id, session.Study, answer).Print();
        return ExitCode.Done;
    }

    static (DefinitionSet Set, IReadOnlyList<string?> Scenarios) Read(SimulationRequest request)
    {
        var set = DefinitionInput.Read(request.Path);
        var scenarios = request.ScenariosOf(set);
        var names = string.Join(", ", scenarios.Select(scenario => scenario ?? "the plain portfolio"));
        return scenarios.Count switch
        {
            < FewestScenarios => throw new CommandException(ExitCode.WrongInput, $"a comparison wants at least {FewestScenarios} scenarios, and here is only one: {names}; name another one with --scenario"),
            > MostScenarios => throw new CommandException(ExitCode.WrongInput, $"a comparison takes at most {MostScenarios} scenarios, and here are {scenarios.Count}; choose with --scenario"),
            _ => (set, scenarios),
        };
    }
}
