using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portfolio.Grains.Journals;
using Portfolio.Server.Services;
using Serilog;
using Serilog.Events;

namespace Portfolio.Server.Hosting;

/// <summary>A server: one silo, gRPC for programs, gRPC-Web for browsers, and everything in one data folder, or in a database that it shares with others.</summary>
public sealed class PortfolioServer : IAsyncDisposable
{
    const int MostMessageBytes = 64 << 20;
    const int MostTries = 3;

    /// <summary>How soon those who watch the server's health see it change; who asks is told at once.</summary>
    static readonly TimeSpan WatchedHealthEvery = TimeSpan.FromSeconds(1);

    readonly DataFolder folder;
    readonly SemaphoreSlim gate = new(1);
    readonly Action<IServiceCollection> others;
    ServerOptions options;
    WebApplication? app;
    IAsyncDisposable? store;
    Task restarting = Task.CompletedTask;
    bool isRunning;

    PortfolioServer(ServerOptions options, Action<IServiceCollection> others) => (this.options, folder, this.others) = (options, DataFolder.Take(options.Data), others);

    /// <summary>Address of gRPC over HTTP/2.</summary>
    public Uri Grpc { get; private set; } = null!;

    /// <summary>Address for browsers.</summary>
    public Uri Browser { get; private set; } = null!;

    /// <summary>The grains, for whoever hosts the server in a process of its own; a server that has started anew has others.</summary>
    public IGrainFactory Grains => app!.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its journals.</summary>
    public ActiveJournals Journals => app!.Services.GetRequiredService<ActiveJournals>();

    /// <summary>Calls under way.</summary>
    public CallCounter Calls => app!.Services.GetRequiredService<CallCounter>();

    /// <summary>Starts a server.</summary>
    /// <exception cref="DataFolderInUseException">Another server uses the data folder.</exception>
    public static Task<PortfolioServer> Start(ServerOptions options, CancellationToken cancellation) => Start(options, _ => { }, cancellation);

    /// <summary>Starts a server with services of its host's own, which come before those of the same kind that it has.</summary>
    /// <exception cref="DataFolderInUseException">Another server uses the data folder.</exception>
    public static async Task<PortfolioServer> Start(ServerOptions options, Action<IServiceCollection> others, CancellationToken cancellation)
    {
        var server = new PortfolioServer(options.Checked(), others);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await server.Open(cancellation);
                return server;
            }
            catch (Exception exception)
            {
                await server.Close();

                // A port that was found free may be somebody else's by the time it is listened at.
                if (tries < MostTries && ServerSilo.IsPortTaken(exception))
                    continue;
                server.folder.Dispose();
                throw;
            }
        }
    }

    /// <summary>Waits until something asks the server to stop; starting anew on a restored store is no stop.</summary>
    public async Task WaitForShutdown(CancellationToken cancellation)
    {
        while (app is { } waited)
        {
            await Stopping(waited).WaitAsync(cancellation);
            await restarting;
            if (app == waited)
                return;
        }
    }

    /// <summary>Stops the server; what is acknowledged is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        await Close();
        folder.Dispose();
        gate.Dispose();
    }

    static Task Stopping(WebApplication app)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        return stopping.Task;
    }

    async Task Open(CancellationToken cancellation)
    {
        store = await ServerSilo.OpenStore(options, folder, cancellation);
        app = Build(new ServerRestart(() => restarting = Task.Run(Restart, CancellationToken.None)));
        await app.StartAsync(cancellation);
        isRunning = true;
        Announce();
    }

    async Task Close()
    {
        folder.Withdraw();
        if (app is not null)
        {
            // One that did not start cannot be stopped: saying so would hide why it did not.
            if (isRunning)
                await app.StopAsync();
            isRunning = false;
            await app.DisposeAsync();
        }

        if (store is not null)
            await store.DisposeAsync();
        (app, store) = (null, null);
    }

    /// <summary>Stops everything and starts it anew, in this process and at the same addresses: what was in memory is of the store before.</summary>
    async Task Restart()
    {
        await gate.WaitAsync();
        try
        {
            options = options with { GrpcPort = Grpc.Port, BrowserPort = Browser.Port };
            await Close();
            await Open(CancellationToken.None);
        }
        finally
        {
            gate.Release();
        }
    }

    WebApplication Build(ServerRestart restart)
    {
        // Empty: no settings file of whatever folder the user stands in, and nobody who watches it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.Services.AddSerilog(Logging(), dispose: true);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, options.BrowserPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        if (options.OwnsProcess)
            builder.Services.AddSingleton<IHostLifetime, ProcessLifetime>();
        else
            builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        ServerSilo.Add(builder, options, store!);
        builder.Services.AddSingleton(restart);
        AddApi(builder.Services);
        others(builder.Services);
        var app = builder.Build();
        Map(app);
        return app;
    }

    Serilog.Core.Logger Logging()
    {
        // Whoever asked for a state is told that its store failed, and it is logged there; that a server drains is logged once.
        var logging = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Orleans", LogEventLevel.Error)
            .MinimumLevel.Override("Orleans.Storage", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            .MinimumLevel.Override("Grpc", LogEventLevel.Error)
            .MinimumLevel.Override("Polly", LogEventLevel.Error)
            .WriteTo.File(folder.LogFile, formatProvider: CultureInfo.InvariantCulture, rollingInterval: RollingInterval.Day, retainedFileCountLimit: 7, shared: true);

        // Why a server did not start its program says in one line; all that failed with it is for the file.
        if (options.LogToConsole)
            logging.WriteTo.Logger(console => console.Filter.ByIncludingOnly(_ => isRunning).WriteTo.Console(formatProvider: CultureInfo.InvariantCulture));
        return logging.CreateLogger();
    }

    static void AddApi(IServiceCollection services)
    {
        services.AddSingleton<LiveResources>();
        services.AddSingleton<DefinitionReader>();
        services.AddSingleton<InitiativeWriter>();
        services.AddSingleton<PlanMaker>();
        services.AddSingleton<BatchMaker>();
        services.AddSingleton<StudyCosts>();
        services.AddSingleton<KnownPortfolios>();
        services.AddSingleton<EntryImport>();
        services.AddSingleton<EntryStream>();
        services.AddSingleton<ForecastMaker>();
        services.AddSingleton<OutlookMaker>();
        services.AddSingleton<ScenarioWriter>();
        services.AddSingleton<RehearsalMaker>();
        services.AddSingleton<RehearsalPlay>();
        services.AddSingleton<CallCounter>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MostMessageBytes;
            grpc.Interceptors.Add<CallCounter.Interceptor>();
            grpc.Interceptors.Add<RefusalInterceptor>();
        });
        services.AddGrpcReflection();
        services.AddSingleton<Draining>();
        services.AddGrpcHealthChecks().AddCheck<Draining>("draining");
        services.Configure<HealthCheckPublisherOptions>(options => options.Period = options.Delay = WatchedHealthEvery);
    }

    static void Map(WebApplication app)
    {
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<PortfolioApi>();
        app.MapGrpcService<InitiativeApi>();
        app.MapGrpcService<ScenarioApi>();
        app.MapGrpcService<RevisionApi>();
        app.MapGrpcService<RunApi>();
        app.MapGrpcService<BatchApi>();
        app.MapGrpcService<StudyApi>();
        app.MapGrpcService<RehearsalApi>();
        app.MapGrpcService<StoreApi>();
        app.MapGrpcService<JournalApi>();
        app.MapGrpcService<ChangeApi>();
        app.MapGrpcService<AttendanceApi>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapGet("/", FrontPage.Write);
    }

    void Announce()
    {
        var addresses = app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        (Grpc, Browser) = (new Uri(addresses[0]), new Uri(addresses[1]));
        folder.Publish(Grpc, Browser);
        app.Logger.Started(Grpc.ToString(), Browser.ToString(), folder.Path, options.Store, options.Threads);
    }

    /// <summary>A server inside another program leaves signals to that program.</summary>
    sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
