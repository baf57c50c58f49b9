using System.CommandLine;
using System.Globalization;
using Portfolio.Cli.Applying;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio revisions</c>: who changed a definition, when and why.</summary>
static class RevisionsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A portfolio's id, with /scenarios/ID or /initiatives/ID for a part of it." };
        var json = new Option<bool>("--json") { Description = "Prints the revisions as JSON and nothing else." };
        var server = new ServerChoice();
        var command = new Command("revisions", "Lists who changed a definition, when and why, the newest first.") { name, json };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var reference = RevisionReference.Parse("NAME", parsed.GetRequiredValue(name));
            if (reference.Number > 0)
                throw new CommandException(ExitCode.WrongInput, $"NAME {parsed.GetValue(name)}: names a revision; allowed: the name alone");
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            var all = await KnownPortfolios.Ask(connection.Client, () => AllRevisions.Of(connection.Client, reference.Resource, cancellation), cancellation);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(Json.Text(Json.Of(new ListRevisionsResponse { Revisions = { all } })));
            else
                Page.Standard().Write(TableOf(reference.Resource, all));
            return ExitCode.Done;
        });
        return command;
    }

    static Table TableOf(string resource, IEnumerable<Revision> revisions)
    {
        var table = Tables.New($"Revisions of {resource.Split("/portfolios/")[^1]}", ">", "!when (UTC)", "who", "!what", "why");
        foreach (var revision in revisions)
        {
            table.AddRow(
                revision.Number.ToString(CultureInfo.InvariantCulture),
                revision.CreateTime.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                revision.Change.Author.EscapeMarkup(),
                ChangeText.Word(revision.Kind),
                revision.Change.Reason.EscapeMarkup());
        }

        return table;
    }
}
