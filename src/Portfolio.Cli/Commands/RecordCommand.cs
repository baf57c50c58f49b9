using System.CommandLine;
using Grpc.Core;
using Portfolio.Actuals.Entries;
using Portfolio.Actuals.Files;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio record</c>: records one thing that has happened.</summary>
static class RecordCommand
{
    const string Path = "entries[0].";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.First();
        var said = new EntryOptions();
        var command = options.Command("record", "Records one thing that has happened to an initiative or the programme.", said.All);
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => said.Read(parsed),
            (held, given) => Record(held, given.Subject, given.Entry, options.Json(parsed), cancellation),
            cancellation));
        return command;
    }

    static async Task<int> Record(HeldPortfolio held, string subject, Entry entry, bool json, CancellationToken cancellation)
    {
        var request = new RecordEntriesRequest { Subject = held.Require(subject), Entries = { entry } };
        Check(entry, subject);
        var response = await Record(held, request, cancellation);
        var (recorded, whose) = (response.Entries[0], subject == ActualsFile.Programme ? "the programme" : subject);
        if (json)
            Console.Out.WriteLine(Json.Text(Json.Of(recorded)));
        else if (response.Known > 0)
            Console.Out.WriteLine($"already there: entry {recorded.Number} of {whose}, recorded {EntryText.Time(recorded.RecordTime)}; to record the same once more, give it a --key of its own");
        else
            Console.Out.WriteLine($"entry {recorded.Number} of {whose}: {EntryText.Fact(recorded)} in {recorded.Month}, by {recorded.Source}");
        return ExitCode.Done;
    }

    /// <summary>Records it; what does not fit what was recorded before is told in the words of the command line too.</summary>
    static async Task<RecordEntriesResponse> Record(HeldPortfolio held, RecordEntriesRequest request, CancellationToken cancellation)
    {
        try
        {
            return await held.Client.Journals.RecordEntriesAsync(request, cancellationToken: cancellation);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument)
        {
            throw new CommandException(ExitCode.WrongInput, Refusal.Violations(exception).Select(each => EntryOptions.Line(EntryColumns.Of(each.Field.Replace(Path, "", StringComparison.Ordinal)), each.Text)));
        }
    }

    /// <summary>What is wrong with the entry by itself, in the words of the command line.</summary>
    static void Check(Entry entry, string subject)
    {
        var problems = new Problems();
        EntryChecks.Check(entry, subject == ActualsFile.Programme, Path[..^1], problems);
        if (problems.Any)
            throw new CommandException(ExitCode.WrongInput, problems.Found.Select(problem => EntryOptions.Line(EntryColumns.Of(problem.Path[Path.Length..]), problem.Text)));
    }
}
