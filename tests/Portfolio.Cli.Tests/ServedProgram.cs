namespace Portfolio.Cli.Tests;

/// <summary>One program with a server for all tests of a class: for those that do not mind what the others did to its store.</summary>
public sealed class ServedProgram : IAsyncLifetime
{
    /// <summary>The program.</summary>
    public PortfolioProgram Program { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Program.Serve();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Program.Dispose();
        return ValueTask.CompletedTask;
    }
}
