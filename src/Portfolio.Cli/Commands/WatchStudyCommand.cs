using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio studies watch</c>: watches a study to its end, and shows its answer as the command that asked it would have.</summary>
static class WatchStudyCommand
{
    /// <summary>The command.</summary>
    /// <param name="naming">How studies are named on the command line.</param>
    public static Command Create(string naming)
    {
        var name = new Argument<string>("NAME") { Description = naming };
        var all = new Option<bool>("--all") { Description = "Shows every claimant." };
        var json = new Option<bool>("--json") { Description = "Prints the results as JSON and nothing else." };
        return ServerChoice.Asking(new Command("watch", "Watches a study to its end and shows its answer. It goes on without it.") { name, all, json }, async (parsed, client, cancellation) =>
        {
            var request = new GetStudyRequest { Name = WorkCommand.NameOf("studies", parsed.GetRequiredValue(name)) };
            var study = await WorkCommand.Ask("studies", () => client.Studies.GetStudyAsync(request, cancellationToken: cancellation).ResponseAsync);
            using var screen = parsed.GetValue(json) ? null : StudyScreen.Create(StudyKind.Of(study.QuestionCase).Doing);
            return await StudyCommands.Tell(new HeldStudy(client, study, screen), screen, parsed.GetValue(all), cancellation);
        });
    }
}
