using System.CommandLine;
using System.Text.Json.Nodes;
using Grpc.Core;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio runs</c>, <c>portfolio studies</c> and <c>portfolio batches</c>: what a server computes and has computed; pauses, resumes, cancels and deletes it.</summary>
sealed class WorkCommand
{
    const int MostListed = 1_000_000;
    const int MostInAPage = 1000;

    readonly IWorkCalls calls;

    WorkCommand(IWorkCalls calls) => this.calls = calls;

    /// <summary><c>portfolio runs</c>.</summary>
    public static Command Runs()
    {
        var runs = new WorkCommand(new RunCalls());
        var command = runs.Create();
        command.Add(WatchRunsCommand.Create(runs.calls.Naming));
        command.Add(runs.Verify());
        return command;
    }

    /// <summary><c>portfolio studies</c>.</summary>
    public static Command Studies()
    {
        var studies = new WorkCommand(new StudyCalls());
        var command = studies.Create();
        command.Add(WatchStudyCommand.Create(studies.calls.Naming));
        return command;
    }

    /// <summary><c>portfolio batches</c>.</summary>
    public static Command Batches()
    {
        var batches = new WorkCommand(new BatchCalls());
        var command = batches.Create();
        command.Add(WatchBatchCommand.Create(batches.calls.Naming));
        command.Add(batches.Verb("retry", "Computes again what failed in a batch that has ended, and what a cancelled one had not reached.", BatchCalls.Retry));
        return command;
    }

    /// <summary>A resource name, where no more than its last part may have been given.</summary>
    /// <param name="collection">Name of the collection it is in, such as <c>runs</c>.</param>
    /// <param name="given">What was given.</param>
    public static string NameOf(string collection, string given) =>
        given.Contains('/', StringComparison.Ordinal) ? given : $"{WrittenDefinitions.Workspace}/{collection}/{given}";

    /// <summary>Asks about something of a collection; where there is no such thing, says what lists those there are.</summary>
    /// <exception cref="CommandException">There is no such thing.</exception>
    public static async Task<T> Ask<T>(string collection, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw new CommandException(ExitCode.WrongInput, $"{exception.Status.Detail}; `portfolio {collection}` lists those there are");
        }
    }

    Command Create()
    {
        var command = List();
        command.Add(Show());
        command.Add(Verb("pause", $"Pauses a {calls.One}: it is not computed until it is resumed, and keeps what was done.", calls.Pause));
        command.Add(Verb("resume", $"Goes on with a {calls.One} that is paused.", calls.Resume));
        command.Add(Verb("cancel", $"Ends a {calls.One}; what was done is kept.", calls.Cancel));
        command.Add(Delete());
        return command;
    }

    Command List()
    {
        var limit = new Option<int>("--limit") { Description = "Most that are listed.", DefaultValueFactory = _ => 50 };
        var json = JsonOption();
        return ServerChoice.Asking(new Command(calls.Collection, $"Lists the {calls.Collection} of a server, the newest first.") { limit, json }, async (parsed, client, cancellation) =>
        {
            var works = await All(client, Shared.Positive("--limit", parsed.GetValue(limit), MostListed), cancellation);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(Json.Text(new JsonObject { [calls.Collection] = new JsonArray([.. works.Select(work => Json.Of(work.Message))]) }));
            else if (works.Count == 0)
                Page.Standard().Line($"no {calls.Collection}");
            else
                Page.Standard(WorkTables.Width).Write(WorkTables.List(calls, works, TimeProvider.System.GetUtcNow()));
        });
    }

    Command Show()
    {
        var (name, json) = (Name(), JsonOption());
        return ServerChoice.Asking(new Command("show", $"Shows what is known of a {calls.One}.") { name, json }, async (parsed, client, cancellation) =>
        {
            var work = await Ask(() => calls.Get(client, NameOf(parsed.GetRequiredValue(name)), cancellation));
            if (parsed.GetValue(json))
                Console.Out.WriteLine(Json.Text(Json.Of(work.Message)));
            else
                Page.Standard(WorkTables.Width).Write(WorkTables.Facts(calls.Facts(work)));
        });
    }

    Command Verb(string verb, string description, Func<PortfolioClient, string, CancellationToken, Task<Work>> call)
    {
        var name = Name();
        return ServerChoice.Asking(new Command(verb, description) { name }, async (parsed, client, cancellation) =>
        {
            var work = await Ask(() => call(client, NameOf(parsed.GetRequiredValue(name)), cancellation));
            Console.Out.WriteLine($"{work.Name}: {WorkTables.StateOf(work.State)}, {Figures.Count(work.Done)} of {Figures.Count(work.Wanted)} {calls.Unit}");
        });
    }

    Command Delete()
    {
        var name = Name();
        return ServerChoice.Asking(new Command("delete", $"Deletes a {calls.One} that has ended, with all it found.") { name }, async (parsed, client, cancellation) =>
        {
            var deleted = NameOf(parsed.GetRequiredValue(name));
            await Ask(async () =>
            {
                await calls.Delete(client, deleted, cancellation);
                return deleted;
            });
            Console.Out.WriteLine($"{deleted}: deleted");
        });
    }

    Command Verify()
    {
        var (name, json) = (Name(), JsonOption());
        var blocks = new Option<int>("--blocks") { Description = "Blocks of 64 replications that are computed again.", DefaultValueFactory = _ => 8 };
        var seed = new Option<int>("--seed") { Description = "Which blocks are drawn." };
        return ServerChoice.Asking(new Command("verify", "Computes some of a run's replications again and compares them with its digest.") { name, blocks, seed, json }, async (parsed, client, cancellation) =>
        {
            var request = new VerifyRunRequest
            {
                Name = NameOf(parsed.GetRequiredValue(name)),
                RandomBlocks = Shared.Positive("--blocks", parsed.GetValue(blocks), MostInAPage),
                Seed = parsed.GetValue(seed),
            };
            var found = await Ask(() => client.Runs.VerifyRunAsync(request, cancellationToken: cancellation).ResponseAsync);
            Console.Out.WriteLine(parsed.GetValue(json) ? Json.Text(Json.Of(found)) : found.Summary);
            if (!found.Verified)
                throw new CommandException(ExitCode.Failed, $"{found.Run} is not verified");
        });
    }

    Argument<string> Name() => new("NAME") { Description = calls.Naming };

    static Option<bool> JsonOption() => new("--json") { Description = "Prints what was found as JSON and nothing else." };

    string NameOf(string given) => NameOf(calls.Collection, given);

    async Task<IReadOnlyList<Work>> All(PortfolioClient client, int limit, CancellationToken cancellation)
    {
        var works = new List<Work>();
        var token = "";
        do
        {
            var (page, next) = await calls.List(client, Math.Min(limit - works.Count, MostInAPage), token, cancellation);
            works.AddRange(page);
            token = next;
        }
        while (token.Length > 0 && works.Count < limit);
        return works;
    }

    Task<T> Ask<T>(Func<Task<T>> ask) => Ask(calls.Collection, ask);
}
