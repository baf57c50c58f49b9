using Portfolio.Server.Hosting;

if (ServerArguments.AskForHelp(args))
{
    Console.WriteLine(ServerArguments.Help);
    return 0;
}

try
{
    var options = ServerArguments.Read(args) with { LogToConsole = true, OwnsProcess = true };
    await using var server = await PortfolioServer.Start(options, CancellationToken.None);
    Console.WriteLine($"gRPC (HTTP/2):       {server.Grpc}");
    Console.WriteLine($"Browsers (HTTP/1.1): {server.Browser}");
    Console.WriteLine("Ctrl-C stops the server.");
    await server.WaitForShutdown(CancellationToken.None);
    return 0;
}
catch (Exception exception) when (exception is DataFolderInUseException or ArgumentException or IOException or UnauthorizedAccessException or InvalidOperationException or Portfolio.Grains.StoreException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
