using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Portfolio.Cli.Connection;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;
using Portfolio.Grains;
using Portfolio.Server.Hosting;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio restore</c>: puts a copy in the place of an embedded store, whose server starts anew on it. Without a server, the file itself is put in its place, whatever was there.</summary>
static class RestoreCommand
{
    const int PartBytes = 256 << 10;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A copy that portfolio backup made, by this version or an older one." };
        var server = new ServerChoice();
        var command = new Command("restore", "Puts a copy in the place of a server's store; what was there is kept beside it.") { file };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Restore(parsed.GetRequiredValue(file), server.AddressesOf(parsed), server.OptionsOf(parsed), cancellation));
        return command;
    }

    static async Task<int> Restore(string path, ServerAddresses? addresses, ServerOptions options, CancellationToken cancellation)
    {
        try
        {
            if (addresses is not null || !TryWithoutServer(path, options.Data))
            {
                await using var connection = await ServerConnection.Open(addresses, options, cancellation);
                await Send(connection.Client, path, cancellation);
            }

            Console.Error.WriteLine($"{path} restored; what was there before is kept beside it");
            return ExitCode.Done;
        }
        catch (StoreException exception)
        {
            throw new CommandException(ExitCode.Failed, exception.Message);
        }
        catch (Exception exception) when (FileFault.Is(path, exception))
        {
            throw new CommandException(ExitCode.WrongInput, $"{path}: {FileFault.Why(path, exception)}");
        }
    }

    /// <summary>Restores where no server holds the folder: a damaged store would not let one start.</summary>
    /// <returns>False where a server holds it.</returns>
    static bool TryWithoutServer(string path, string data)
    {
        try
        {
            using var folder = DataFolder.Take(data);
            var copy = $"{folder.Database}.{Guid.NewGuid():N}";
            File.Copy(path, copy);
            try
            {
                SqliteRestoration.Check(copy, path);
                SqliteRestoration.Accept(copy, folder.Database);
            }
            finally
            {
                File.Delete(copy);
            }

            SqliteRestoration.Complete(folder.Database);
            return true;
        }
        catch (DataFolderInUseException)
        {
            return false;
        }
    }

    /// <summary>Sends the copy and waits for the server that has started on it.</summary>
    static async Task Send(PortfolioClient client, string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        using var call = client.Store.RestoreStore(cancellationToken: cancellation);
        var part = new byte[PartBytes];
        while (await file.ReadAtLeastAsync(part, PartBytes, throwOnEndOfStream: false, cancellation) is > 0 and var count)
            await call.RequestStream.WriteAsync(new RestoreStoreRequest { Content = ByteString.CopyFrom(part, 0, count) }, cancellation);
        await call.RequestStream.CompleteAsync();
        var before = (await call).Instance;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (await InstanceOf(client, patience.Token) is var instance && (instance is null || instance == before))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
    }

    /// <summary>Which start of a server answers; null while none does.</summary>
    static async Task<string?> InstanceOf(PortfolioClient client, CancellationToken cancellation)
    {
        try
        {
            return (await client.Store.GetStoreAsync(new GetStoreRequest(), cancellationToken: cancellation)).Instance;
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
