using System.CommandLine;
using System.Text.Json.Nodes;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio rehearsals</c>: the rehearsals that a server keeps, to go on with or to delete.</summary>
static class RehearsalsCommand
{
    const string Collection = "rehearsals";
    const int MostListed = 1000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "Most that are listed.", DefaultValueFactory = _ => 50 };
        var json = new Option<bool>("--json") { Description = "Prints what was found as JSON and nothing else." };
        var command = ServerChoice.Asking(new Command(Collection, "Lists the rehearsals of a server, the newest first.") { limit, json }, async (parsed, client, cancellation) =>
        {
            var request = new ListRehearsalsRequest { Parent = WrittenDefinitions.Workspace, PageSize = Shared.Positive("--limit", parsed.GetValue(limit), MostListed) };
            Print((await client.Rehearsals.ListRehearsalsAsync(request, cancellationToken: cancellation)).Rehearsals, parsed.GetValue(json));
        });
        command.Add(Delete());
        return command;
    }

    static Command Delete()
    {
        var name = new Argument<string>("NAME") { Description = $"NAME stands for {WrittenDefinitions.Workspace}/{Collection}/NAME." };
        return ServerChoice.Asking(new Command("delete", "Deletes a rehearsal; its branches stay.") { name }, async (parsed, client, cancellation) =>
        {
            var deleted = WorkCommand.NameOf(Collection, parsed.GetRequiredValue(name));
            await WorkCommand.Ask(Collection, () => client.Rehearsals.DeleteRehearsalAsync(new DeleteRehearsalRequest { Name = deleted }, cancellationToken: cancellation).ResponseAsync);
            Console.Out.WriteLine($"{deleted}: deleted");
        });
    }

    static void Print(IReadOnlyCollection<Rehearsal> rehearsals, bool json)
    {
        if (json)
            Console.Out.WriteLine(Json.Text(new JsonObject { [Collection] = new JsonArray([.. rehearsals.Select(Json.Of)]) }));
        else if (rehearsals.Count == 0)
            Page.Standard().Line($"no {Collection}");
        else
            Page.Standard(WorkTables.Width).Write(RehearsalTable.Of(rehearsals, TimeProvider.System.GetUtcNow()));
    }
}
