using Grpc.Core;
using Portfolio.Client;

namespace Portfolio.Cli.Rendering;

/// <summary>What to say while no server answers.</summary>
static class OutageText
{
    /// <summary>Tells of every outage of a client.</summary>
    public static void TellOf(PortfolioClient client)
    {
        client.OutageBegan += outage => Notices.Tell(Began(outage));
        client.OutageEnded += outage => Notices.Tell($"the server at {outage.Addresses} answers again; going on");
    }

    static string Began(Outage outage)
    {
        var trying = $"trying again for {outage.TimeLeft.TotalSeconds:0} s";
        return outage.Why?.GetRpcStatus() is { } said
            ? $"the server at {outage.Addresses} cannot go on: {said.Message}; {trying}"
            : $"the server at {outage.Addresses} does not answer; {trying}";
    }
}
