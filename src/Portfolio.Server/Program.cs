using Portfolio.Server.Hosting;

var configuration = new ConfigurationBuilder().AddEnvironmentVariables("PORTFOLIO_").AddCommandLine(args).Build();
try
{
    var options = (configuration.Get<ServerOptions>() ?? new ServerOptions()) with { LogToConsole = true, OwnsProcess = true };
    await using var server = await PortfolioServer.Start(options, CancellationToken.None);
    Console.WriteLine($"gRPC (HTTP/2):       {server.Grpc}");
    Console.WriteLine($"Browsers (HTTP/1.1): {server.Browser}");
    Console.WriteLine("Ctrl-C stops the server.");
    await server.WaitForShutdown(CancellationToken.None);
    return 0;
}
catch (Exception exception) when (exception is DataFolderInUseException or ArgumentException or IOException or InvalidOperationException or Portfolio.Grains.StoreException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
