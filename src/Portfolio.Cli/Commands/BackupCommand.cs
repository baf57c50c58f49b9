using System.CommandLine;
using Grpc.Core;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio backup</c>: a copy of an embedded store, as it is at one moment, while its server goes on.</summary>
static class BackupCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "File to write; one that is there already is replaced once the copy is complete." };
        var server = new ServerChoice();
        var command = new Command("backup", "Copies the store of a server, which goes on meanwhile.") { file };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            return await BackUp(connection.Client, parsed.GetRequiredValue(file), cancellation);
        });
        return command;
    }

    static async Task<int> BackUp(PortfolioClient client, string path, CancellationToken cancellation)
    {
        var draft = path + ".part";
        try
        {
            var bytes = await Receive(client, draft, cancellation);
            File.Move(draft, path, overwrite: true);
            Console.Error.WriteLine($"{Figures.Bytes(bytes)} written to {path}");
            return ExitCode.Done;
        }
        catch (Exception exception) when (FileFault.Is(path, exception))
        {
            throw new CommandException(ExitCode.Failed, $"FILE {path}: {FileFault.Why(path, exception)}");
        }
        finally
        {
            File.Delete(draft);
        }
    }

    static async Task<long> Receive(PortfolioClient client, string path, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        using var call = client.Store.BackupStore(new BackupStoreRequest(), cancellationToken: cancellation);
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellation))
            await file.WriteAsync(part.Content.Memory, cancellation);
        file.Flush(flushToDisk: true);
        return file.Length;
    }
}
