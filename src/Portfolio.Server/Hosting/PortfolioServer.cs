using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portfolio.Grains;
using Portfolio.Grains.Computing;
using Portfolio.Server.Services;
using Portfolio.Storage;
using Serilog;
using Serilog.Events;

namespace Portfolio.Server.Hosting;

/// <summary>A server: one silo, gRPC for programs, gRPC-Web for browsers, and everything in one data folder.</summary>
public sealed class PortfolioServer : IAsyncDisposable
{
    const int MostMessageBytes = 64 << 20;

    readonly WebApplication app;
    readonly DataFolder folder;

    PortfolioServer(WebApplication app, DataFolder folder) => (this.app, this.folder) = (app, folder);

    /// <summary>Address of gRPC over HTTP/2.</summary>
    public Uri Grpc { get; private set; } = null!;

    /// <summary>Address for browsers.</summary>
    public Uri Browser { get; private set; } = null!;

    /// <summary>Calls under way.</summary>
    public CallCounter Calls => app.Services.GetRequiredService<CallCounter>();

    /// <summary>Starts a server.</summary>
    /// <exception cref="DataFolderInUseException">Another server uses the data folder.</exception>
    public static async Task<PortfolioServer> Start(ServerOptions options, CancellationToken cancellation)
    {
        var folder = DataFolder.Take(options.Checked().Data);
        try
        {
            var server = new PortfolioServer(Build(options, folder), folder);
            await server.app.StartAsync(cancellation);
            server.Announce(options);
            return server;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Waits until something asks the server to stop.</summary>
    public Task WaitForShutdown(CancellationToken cancellation) => app.WaitForShutdownAsync(cancellation);

    /// <summary>Stops the server; what is acknowledged is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        folder.Withdraw();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    static WebApplication Build(ServerOptions options, DataFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSerilog(Logging(options, folder), dispose: true);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, options.BrowserPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        if (!options.OwnsProcess)
            builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        AddSilo(builder, options, folder);
        AddApi(builder.Services);
        var app = builder.Build();
        Map(app);
        return app;
    }

    static Serilog.Core.Logger Logging(ServerOptions options, DataFolder folder)
    {
        var logging = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Orleans", LogEventLevel.Error)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Grpc", LogEventLevel.Error)
            .MinimumLevel.Override("Polly", LogEventLevel.Error)
            .WriteTo.File(folder.LogFile, formatProvider: CultureInfo.InvariantCulture, rollingInterval: RollingInterval.Day, retainedFileCountLimit: 7, shared: true);
        if (options.LogToConsole)
            logging.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture);
        return logging.CreateLogger();
    }

    static void AddSilo(WebApplicationBuilder builder, ServerOptions options, DataFolder folder)
    {
        builder.Services.AddSqliteStorage(new SqliteStore(folder.Database));
        builder.Services.AddPortfolioGrains(new ComputeOptions { Threads = options.Threads });
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort(), serviceId: "portfolio", clusterId: "portfolio"));
        builder.Services.AddHostedService<UnfinishedRuns>();
    }

    static void AddApi(IServiceCollection services)
    {
        services.AddSingleton<DefinitionReader>();
        services.AddSingleton<CallCounter>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MostMessageBytes;
            grpc.Interceptors.Add<CallCounter.Interceptor>();
            grpc.Interceptors.Add<RefusalInterceptor>();
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks().AddCheck("silo", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());
    }

    static void Map(WebApplication app)
    {
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<PortfolioApi>();
        app.MapGrpcService<InitiativeApi>();
        app.MapGrpcService<ScenarioApi>();
        app.MapGrpcService<RunApi>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapGet("/", () => Results.Content(FrontPage.Html, "text/html; charset=utf-8"));
    }

    void Announce(ServerOptions options)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        (Grpc, Browser) = (new Uri(addresses[0]), new Uri(addresses[1]));
        folder.Publish(Grpc, Browser);
        app.Logger.Started(Grpc.ToString(), Browser.ToString(), folder.Path, options.Threads);
    }

    /// <summary>A server inside another program leaves signals to that program.</summary>
    sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
