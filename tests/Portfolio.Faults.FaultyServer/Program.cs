using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Faults.FaultyServer;
using Portfolio.Grains.Journals;
using Portfolio.Server.Hosting;
using Portfolio.Storage.Sqlite;

var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
Dictionary<string, Func<IJournalRows, IJournalRows>> faults = new() { ["early"] = rows => new EarlyRows(rows), ["twice"] = rows => new TwiceRows(rows) };
var plant = faults[configuration["Fault"]!];
await using var server = await PortfolioServer.Start(
    configuration.Get<ServerOptions>()! with { OwnsProcess = true },
    services => services.AddSingleton(provider => plant(ActivatorUtilities.CreateInstance<SqliteJournalRows>(provider))),
    CancellationToken.None);
Console.WriteLine($"gRPC (HTTP/2): {server.Grpc}");
await server.WaitForShutdown(CancellationToken.None);
