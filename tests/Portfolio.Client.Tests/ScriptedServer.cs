using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portfolio.Client.Tests;

/// <summary>A real server that fails just as a test's script says.</summary>
sealed class ScriptedServer : IAsyncDisposable
{
    readonly WebApplication host;

    ScriptedServer(WebApplication host) => (this.host, Address) = (host, new Uri(host.Urls.Single()));

    /// <summary>Where it is, or was.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="services">Adds the scripts, each one object.</param>
    /// <param name="map">Maps them to their gRPC services.</param>
    public static async Task<ScriptedServer> Start(Action<IServiceCollection> services, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        services(builder.Services);
        var host = builder.Build();
        map(host);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ScriptedServer(host);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
