using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Model;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio forecast</c>: what may follow from what has really happened, beside what was planned.</summary>
static class ForecastCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulationOptions();
        var scenario = ScenarioChoice.OneOption();
        var from = new Option<string>("--from") { Description = "First month of the forecast, yyyy-MM; what happened before is read from the journals.", Required = true };
        var known = KnownTime.Option();
        var command = options.Command("forecast", "Simulates what may follow from what has really happened, beside what was planned.", from, known, scenario);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = options.Request(parsed);
            var start = new ForecastStart { Month = RequireMonth(parsed.GetRequiredValue(from)), KnownTime = parsed.GetValue(known)?.ToTimestamp() };
            using var opening = options.Open(parsed, cancellation);
            var (set, chosen) = await opening.Meanwhile(() => Read(request.Path, parsed.GetValue(scenario)));
            await using var connection = await opening.Connection;
            using var screen = options.Json(parsed) ? new QuietScreen() : RunScreen.Create(set, ["as planned", $"from {start.Month}"]);
            var session = new ForecastSession(connection.Client, new WrittenDefinitions(connection.Client, set, [chosen]), request, start, screen);
            if (!await session.Complete(screen, cancellation))
                return ExitCode.Failed;
            var outlook = await session.Outlook(cancellation);
            if (options.Json(parsed))
                Console.Out.WriteLine(Json.Text(new JsonObject { ["run"] = Json.Of(session.Forecast), ["outlook"] = Json.Of(outlook) }));
            else
                new OutlookTables(set.Portfolio.Id, chosen, session.Forecast, outlook).Print(Page.Standard(OutlookTables.Width));
            return ExitCode.Done;
        });
        return command;
    }

    static string RequireMonth(string text) => Month.TryParse(text, out _)
        ? text
        : throw new CommandException(ExitCode.WrongInput, $"--from {text}: not a month; allowed: yyyy-MM, such as 2022-06");

    static (DefinitionSet Set, string? Scenario) Read(string path, string? wanted)
    {
        var set = DefinitionInput.Read(path);
        return (set, new ScenarioChoice(set).One(wanted));
    }
}
