using System.CommandLine;
using System.CommandLine.Parsing;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Connection;

/// <summary>Which server a command talks to, by its options.</summary>
sealed class ServerChoice
{
    readonly Option<Uri?> server = new("--server")
    {
        Description = "Address of a server (gRPC, http://host:port). Without one, the server of the data folder, or one inside this command.",
        CustomParser = Address,
    };

    readonly Option<string?> data = new("--data") { Description = "Data folder. Default: portfolio in your data folder, or PORTFOLIO_DATA." };

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [server, data];

    /// <summary>The server that was asked for, being looked for or started from now on.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">How to host one, but for its data folder.</param>
    /// <param name="cancellation">Gives up.</param>
    public ServerOpening Open(ParseResult parsed, ServerOptions options, CancellationToken cancellation) =>
        new(parsed.GetValue(server), parsed.GetValue(data) is { } folder ? options with { Data = folder } : options, cancellation);

    static Uri? Address(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Port > 0)
            return address;
        result.AddError($"--server {text}: not an address; expected http://host:port");
        return null;
    }
}
