using System.Globalization;
using Portfolio.Definitions;

namespace Portfolio.Server.Hosting;

/// <summary>The command line of the server's own program: <c>--Name=value</c> or <c>--Name value</c> for each option.</summary>
public static class ServerArguments
{
    const string Prefix = "--";

    static readonly (string Name, bool IsNumber, string Meaning)[] Known =
    [
        ("Data", false, "Data folder. Default: portfolio in your data folder, or PORTFOLIO_DATA."),
        ("GrpcPort", true, "Port of gRPC (HTTP/2) on loopback. Default: a free one."),
        ("BrowserPort", true, "Port of browsers (HTTP/1.1: gRPC-Web and a page) on loopback. Default: a free one."),
        ("Threads", true, "Compute threads. Default: all cores."),
        ("KeepDays", true, "Days for which runs and studies that have ended are kept. Default: 0, for ever."),
        ("Postgres", false, "Connection string of a PostgreSQL database: servers on one database are one cluster. Default: PORTFOLIO_POSTGRES, or a file in the data folder."),
        ("SiloPort", true, "Port on loopback for the other servers of a cluster. Default: a free one."),
        ("GatewayPort", true, "Port on loopback for clients of the cluster itself. Default: a free one."),
        ("DrainSeconds", true, "Seconds for which a server of a cluster still answers once it is told to stop. Default: 5."),
    ];

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help { get; } = string.Join('\n', [
        "Hosts a Portfolio server until Ctrl-C.", "", "Options, each as --Name=value:",
        .. Known.Select(option => $"  {Prefix}{option.Name,-14}{option.Meaning}"),
    ]);

    /// <summary>Whether somebody only wants to know what there is.</summary>
    public static bool AskForHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>The options, from the command line and else from variables whose names begin with PORTFOLIO_.</summary>
    /// <exception cref="ArgumentException">The command line says what there is not.</exception>
    public static ServerOptions Read(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var before, var behind] ? (before, behind) : (args[i], null);
            Check(name, value ?? args.ElementAtOrDefault(++i));
        }

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("PORTFOLIO_").AddCommandLine(args).Build();
        return configuration.Get<ServerOptions>() ?? new ServerOptions();
    }

    static void Check(string name, string? value)
    {
        var names = Known.Select(option => Prefix + option.Name);
        var (_, isNumber, meaning) = Known.FirstOrDefault(option => string.Equals(Prefix + option.Name, name, StringComparison.OrdinalIgnoreCase));
        if (meaning is null)
            throw new ArgumentException($"{name}: there is no such option{NearestName.Hint(name, names)}");
        if (value is null)
            throw new ArgumentException($"{name}: its value is missing");
        if (isNumber && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            throw new ArgumentException($"{name} {value}: not a whole number");
    }
}
