using System.Globalization;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>The outcomes of every replication as CSV: a row for each scenario, replication and subject. Block by block, so that no run is too long for it.</summary>
sealed class OutcomeFile : IDisposable
{
    readonly string path;
    readonly StreamWriter writer;
    List<string> outcomes = [];

    OutcomeFile(string path, StreamWriter writer) => (this.path, this.writer) = (path, writer);

    /// <summary>Creates the file, so that it is known before anything is simulated whether it can be written.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public static OutcomeFile Create(string path) => Guard(path, ExitCode.WrongInput, () => new OutcomeFile(path, new StreamWriter(path)));

    /// <summary>Writes what a run found.</summary>
    public async Task Write(PortfolioClient client, string? scenario, Run run, CancellationToken cancellation)
    {
        using var call = client.Runs.ReadOutcomes(new ReadOutcomesRequest { Name = run.Name }, cancellationToken: cancellation);
        await foreach (var block in call.ResponseStream.ReadAllAsync(cancellation))
            Guard(path, ExitCode.Failed, () => Write(scenario ?? "", block));
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    bool Write(string scenario, OutcomeBlock block)
    {
        if (outcomes.Count == 0)
        {
            outcomes = [.. block.Columns.Select(column => column.Outcome).Distinct()];
            writer.WriteLine($"scenario,replication,subject,{string.Join(',', outcomes)}");
        }

        var subjects = block.Columns.GroupBy(column => column.Subject)
            .Select(subject => (subject.Key, Columns: outcomes.Select(name => subject.FirstOrDefault(column => column.Outcome == name)).ToArray())).ToList();
        for (var row = 0; row < block.Count; row++)
        {
            foreach (var (subject, columns) in subjects)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{scenario},{block.FirstReplication + row},{subject}"));
                foreach (var column in columns)
                    writer.Write($",{Text(column?.Values[row])}");
                writer.WriteLine();
            }
        }

        return true;
    }

    static string Text(double? value) => value is { } number && !double.IsNaN(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    static TResult Guard<TResult>(string path, int exitCode, Func<TResult> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(exitCode, $"--outcomes {path}: {exception.Message}");
        }
    }
}
