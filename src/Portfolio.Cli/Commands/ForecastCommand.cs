using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
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
        command.SetAction((parsed, cancellation) => options.Simulate(
            parsed,
            request => Read(request, parsed.GetValue(scenario), RequireMonth(parsed.GetRequiredValue(from)), parsed.GetValue(known)),
            (client, request, wish) => Run(client, request, wish, options.Json(parsed), cancellation),
            cancellation));
        return command;
    }

    static async Task<int> Run(PortfolioClient client, SimulationRequest request, Wish wish, bool json, CancellationToken cancellation)
    {
        using var screen = json ? (IRunScreen)new QuietScreen() : RunScreen.Create(["as planned", $"from {wish.Start.Month}"]);
        var session = new ForecastSession(client, new WrittenDefinitions(client, wish.Set, [wish.Scenario]), request, wish.Start, screen);
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var outlook = await session.Outlook(cancellation);
        if (json)
            Console.Out.WriteLine(Json.Text(new JsonObject { ["run"] = Json.Of(session.Forecast), ["outlook"] = Json.Of(outlook) }));
        else
            new OutlookTables(wish.Set.Portfolio.Id, wish.Scenario, session.Forecast, outlook).Print(Page.Standard(OutlookTables.Width));
        return ExitCode.Done;
    }

    static string RequireMonth(string text) => Month.TryParse(text, out _)
        ? text
        : throw new CommandException(ExitCode.WrongInput, $"--from {text}: not a month; allowed: yyyy-MM, such as 2022-06");

    static Wish Read(SimulationRequest request, string? wanted, string month, DateTimeOffset? known)
    {
        var set = request.Read();
        return new Wish(set, new ScenarioChoice(set).One(wanted), new ForecastStart { Month = month, KnownTime = known?.ToTimestamp() });
    }

    /// <summary>What to forecast.</summary>
    /// <param name="Set">The definitions.</param>
    /// <param name="Scenario">The scenario; null stands for the plain portfolio.</param>
    /// <param name="Start">From when, and what is known then.</param>
    sealed record Wish(DefinitionSet Set, string? Scenario, ForecastStart Start);
}
