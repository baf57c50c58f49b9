using System.Text.Json;

namespace Portfolio.Server.Hosting;

/// <summary>Another server uses the data folder.</summary>
public sealed class DataFolderInUseException(string path) : IOException($"another server uses the data folder {path}");

/// <summary>Where a server is, so that others on this machine find it.</summary>
/// <param name="Grpc">Address of gRPC over HTTP/2.</param>
/// <param name="Browser">Address for browsers.</param>
/// <param name="ProcessId">The server's process.</param>
public sealed record ServerAddress(Uri Grpc, Uri Browser, int ProcessId);

/// <summary>A server's folder: its database, its logs, and where it can be reached. One server at a time holds it.</summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>What the operating system says of a file that somebody else holds: EWOULDBLOCK on Linux and on macOS, a sharing violation on Windows.</summary>
    static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    readonly FileStream held;

    DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The database file.</summary>
    public string Database => System.IO.Path.Combine(Path, "portfolio.db");

    /// <summary>The log file; the day is put into its name.</summary>
    public string LogFile => System.IO.Path.Combine(Path, "logs", "server-.log");

    /// <summary>Takes the folder; the operating system gives it back when the process ends, however it ends.</summary>
    public static DataFolder Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (InUse.Contains(exception.HResult))
        {
            throw new DataFolderInUseException(path);
        }
    }

    /// <summary>The address of the server that holds a folder, as far as anybody published one.</summary>
    public static ServerAddress? Find(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerAddress>(File.ReadAllBytes(AddressFile(path)));
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Says where the server can be reached.</summary>
    public void Publish(Uri grpc, Uri browser)
    {
        var draft = AddressFile(Path) + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(new ServerAddress(grpc, browser, Environment.ProcessId)));
        File.Move(draft, AddressFile(Path), overwrite: true);
    }

    /// <summary>Says that the server can no longer be reached.</summary>
    public void Withdraw() => File.Delete(AddressFile(Path));

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    static string AddressFile(string path) => System.IO.Path.Combine(path, "server.json");
}
