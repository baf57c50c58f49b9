using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rehearsing;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio rehearse</c>: plays one future month by month, with a person at the table.</summary>
static class RehearseCommand
{
    const int MostReplications = 999_999;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.PathOrRevision();
        path.Description += " Or the name of a rehearsal to go on with, workspaces/W/rehearsals/R.";
        var scenario = ScenarioChoice.OneOption();
        var replication = new Option<int>("--replication") { Description = $"Which future: 0 to {MostReplications:N0}. It is the one that a run counts under this number." };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of all random numbers; without one, the portfolio's." };
        var point = Shared.Point();
        var author = new Option<string>("--author") { Description = "Who plays. Default: your name on this machine.", DefaultValueFactory = _ => Environment.UserName };
        var script = new Option<string?>("--script") { Description = "Plays what stands in a file, a command a line (help lists them), and prints what happens; “-” reads standard input." };
        var json = new Option<bool>("--json") { Description = "With --script: prints each frame as an object a line, and nothing else." };
        var server = new ServerChoice();
        var command = new Command("rehearse", "Plays one future month by month: see each initiative ask for money, lose its leader, win a site; step in, go back, try otherwise.") { path, scenario, replication, seed, point, author, script, json };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Rehearse(
            server.Open(parsed, cancellation),
            new Wish(
                parsed.GetRequiredValue(path),
                parsed.GetValue(scenario),
                new Rehearsal { Replication = Checked(parsed.GetValue(replication)), Point = parsed.GetValue(point), Author = parsed.GetRequiredValue(author) },
                parsed.GetValue(seed),
                parsed.GetValue(script),
                parsed.GetValue(json)),
            cancellation));
        return command;
    }

    static int Checked(int replication) => replication is >= 0 and <= MostReplications
        ? replication
        : throw new CommandException(ExitCode.WrongInput, $"--replication {replication}: allowed are 0 to {MostReplications:N0}");

    static async Task<int> Rehearse(ServerOpening opened, Wish wish, CancellationToken cancellation)
    {
        using var opening = opened;
        var (script, set) = await opening.Meanwhile(() => (ReadScript(wish), wish.IsFiles ? DefinitionInput.Read(wish.Path) : null));
        await using var connection = await opening.Connection;
        await using var seat = new Seat(connection.Client, wish.Rehearsal.Author);
        await seat.SitDown(await Rehearsal(connection.Client, wish, set, cancellation), cancellation);
        try
        {
            if (script is not null)
                await new ScriptPlay(seat, wish.Json).Play(script, cancellation);
            else
                await new TableSession(seat).Play(cancellation);
        }
        finally
        {
            Console.Error.WriteLine($"Kept. To go on: portfolio rehearse {seat.Table.Rehearsal.Name}");
        }

        return ExitCode.Done;
    }

    static IReadOnlyList<ScriptLine>? ReadScript(Wish wish) => wish.Script is { } script
        ? ScriptPlay.Read(script)
        : Terminal.IsThere
            ? null
            : throw new CommandException(ExitCode.WrongInput, "rehearse: there is no terminal to play on; allowed without one: --script FILE");

    /// <summary>The rehearsal to sit down at: one that is there, or a new one.</summary>
    static async Task<Rehearsal> Rehearsal(PortfolioClient client, Wish wish, DefinitionSet? set, CancellationToken cancellation)
    {
        if (wish.IsRehearsal)
            return await client.Rehearsals.GetRehearsalAsync(new GetRehearsalRequest { Name = wish.Path }, cancellationToken: cancellation);
        set ??= await HeldRevision.Read(client, RevisionReference.Parse("PATH", wish.Path), cancellation);
        var scenario = new ScenarioChoice(set).One(wish.Scenario);

        // All scenarios: what is done at the table may be compared with any of them.
        var definitions = new WrittenDefinitions(client, set, [scenario, .. set.Scenarios.Select(each => each.Id)]);
        var wanted = wish.Rehearsal.Clone();
        wanted.PortfolioRevision = await definitions.Write(cancellation);
        (wanted.Portfolio, wanted.Scenario) = (definitions.Portfolio, definitions.NameOf(scenario));
        wanted.ScenarioRevisions.Add(definitions.Revisions([scenario]));
        if (wish.Seed is { } seed)
            wanted.Seed = seed;
        var create = new CreateRehearsalRequest { Parent = WrittenDefinitions.Workspace, Rehearsal = wanted, RequestId = Guid.NewGuid().ToString() };
        return await client.Rehearsals.CreateRehearsalAsync(create, cancellationToken: cancellation);
    }

    /// <summary>What to rehearse, and how.</summary>
    /// <param name="Path">Files, a revision, or a rehearsal that is there.</param>
    /// <param name="Scenario">The scenario, if one was named.</param>
    /// <param name="Rehearsal">What is known of a new one.</param>
    /// <param name="Seed">Seed instead of the portfolio's.</param>
    /// <param name="Script">What to play; null for a person.</param>
    /// <param name="Json">Frames as objects.</param>
    sealed record Wish(string Path, string? Scenario, Rehearsal Rehearsal, ulong? Seed, string? Script, bool Json)
    {
        public bool IsRehearsal => Path.StartsWith("workspaces/", StringComparison.Ordinal) && Path.Contains("/rehearsals/", StringComparison.Ordinal);

        public bool IsFiles => !IsRehearsal && !HeldRevision.IsNamedBy(Path);
    }
}
