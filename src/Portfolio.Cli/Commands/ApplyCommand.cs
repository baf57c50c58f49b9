using System.CommandLine;
using Grpc.Core;
using Portfolio.Cli.Applying;
using Portfolio.Cli.Connection;
using Portfolio.Client;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio apply</c>: makes a server hold what files say, once it has shown what that changes.</summary>
static class ApplyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.Path();
        var message = new Option<string?>("--message") { Description = "Why; kept with every revision that is made." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would change, and changes nothing." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask before it changes anything." };
        var delete = new Option<bool>("--delete") { Description = "Deletes scenarios that the files do not have." };
        var server = new ServerChoice();
        var command = new Command("apply", "Brings definitions from files to a server, and shows first what that changes.") { path, message, dryRun, yes, delete };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var opening = server.Open(parsed, cancellation);
            var places = new Problems();
            var files = await opening.Meanwhile(() => DefinitionInput.Read(parsed.GetRequiredValue(path), places));
            await using var connection = await opening.Connection;
            var plan = new PlanText(files, places);
            var steps = await Show(connection.Client, files, plan, parsed.GetValue(delete), cancellation);
            if (steps.Count == 0 || parsed.GetValue(dryRun))
                return ExitCode.Done;
            if (!parsed.GetValue(yes) && !await IsWanted(cancellation))
                throw new CommandException(ExitCode.Failed, "Nothing was changed.");
            await Make(steps, new AppliedSteps(connection.Client, files, Authorship.Of(parsed.GetValue(message))), plan, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Shows the plan.</summary>
    /// <returns>The steps that change anything.</returns>
    static async Task<IReadOnlyList<PlannedStep>> Show(PortfolioClient client, DefinitionSet files, PlanText text, bool delete, CancellationToken cancellation)
    {
        var served = await Served.Read(client, $"{WrittenDefinitions.Workspace}/portfolios/{files.Portfolio.Id}", 0, cancellation);
        var steps = ApplyPlan.Of(files, served, delete);
        foreach (var line in text.Lines(steps))
            Console.Out.WriteLine(line);
        return [.. steps.Where(step => step.IsChange)];
    }

    static async Task<bool> IsWanted(CancellationToken cancellation)
    {
        if (Console.IsInputRedirected)
            throw new CommandException(ExitCode.WrongInput, "nobody can be asked here: --yes applies it, --dry-run only shows it; nothing was changed");
        Console.Error.Write("Apply? [y/N] ");
        var answer = await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellation);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    static async Task Make(IReadOnlyList<PlannedStep> steps, AppliedSteps applied, PlanText text, CancellationToken cancellation)
    {
        var made = 0;
        try
        {
            foreach (var step in steps)
            {
                cancellation.ThrowIfCancellationRequested();
                var revision = await applied.Make(step, cancellation);
                Console.Out.WriteLine($"{text.NameOf(step)} is at revision {revision}");
                made++;
            }
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"{made} of {steps.Count} changes were made; the next may have been. Apply again to see what is left.");
            cancellation.ThrowIfCancellationRequested();
            throw Told(exception, text.NameOf(steps[made])) ?? exception;
        }
    }

    static CommandException? Told(Exception exception, string resource) => (exception as RpcException)?.StatusCode switch
    {
        StatusCode.Aborted or StatusCode.AlreadyExists => new CommandException(ExitCode.Failed, $"{resource} was changed by somebody else since this was planned, and was not overwritten."),
        StatusCode.Unavailable => new CommandException(ExitCode.NoServer, $"the server went away while {resource} was written"),
        _ => null,
    };
}
