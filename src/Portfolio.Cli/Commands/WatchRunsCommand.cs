using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio runs watch</c>: watches runs of a portfolio to their end, and shows what <c>portfolio run</c> would have shown of them.</summary>
static class WatchRunsCommand
{
    /// <summary>The command.</summary>
    /// <param name="naming">How runs are named on the command line.</param>
    public static Command Create(string naming)
    {
        var names = new Argument<string[]>("NAME") { Description = $"{naming} With several of one portfolio, the first is what the others are compared with.", Arity = ArgumentArity.OneOrMore };
        var all = new Option<bool>("--all") { Description = "Shows every copy of a group by itself." };
        var json = new Option<bool>("--json") { Description = "Prints the results as JSON and nothing else." };
        return ServerChoice.Asking(new Command("watch", "Watches runs to their end and shows what came out. They go on without it.") { names, all, json }, async (parsed, client, cancellation) =>
        {
            var runs = await Read(client, parsed.GetRequiredValue(names), cancellation);
            return await Watch(client, runs, parsed.GetValue(all), parsed.GetValue(json), cancellation);
        });
    }

    static async Task<IReadOnlyList<Run>> Read(PortfolioClient client, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var runs = new List<Run>();
        foreach (var name in names.Select(name => WorkCommand.NameOf("runs", name)).Distinct())
            runs.Add(await WorkCommand.Ask("runs", () => client.Runs.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: cancellation).ResponseAsync));
        var others = runs.Where(run => run.Portfolio != runs[0].Portfolio).Select(run => $"NAME {run.Name}: a run of {run.Portfolio}, and {runs[0].Name} is one of {runs[0].Portfolio}; allowed: runs of one portfolio").ToList();
        return others.Count == 0 ? runs : throw new CommandException(ExitCode.WrongInput, others);
    }

    static async Task<int> Watch(PortfolioClient client, IReadOnlyList<Run> runs, bool all, bool json, CancellationToken cancellation)
    {
        using var screen = json ? (IRunScreen)new QuietScreen() : RunScreen.Create([.. runs.Select(HeldRuns.TitleOf)]);
        var session = new HeldRuns(client, runs, screen);
        if (!await session.Complete(screen, cancellation))
            return ExitCode.Failed;
        var findings = await Findings.Read(client, session.Runs, cancellation);
        if (json)
            Console.Out.WriteLine(Json.Text(FindingsJson.Of(findings)));
        else
            new FindingsTables(findings, await HeldRevision.Read(client, new RevisionReference(runs[0].Portfolio, runs[0].PortfolioRevision), cancellation), all).Print();
        return ExitCode.Done;
    }
}
