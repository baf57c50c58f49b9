using Portfolio.Server.Hosting;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>The command line of the server's program: what it cannot be is said in one line.</summary>
public sealed class ServerArgumentsTests
{
    [Fact]
    public void Read_EitherForm_SetsOptions()
    {
        var options = ServerArguments.Read(["--Data=/some/where", "--GrpcPort", "7001", "--threads=3"]);
        Assert.Equal(("/some/where", 7001, 3), (options.Data, options.GrpcPort, options.Threads));
    }

    [Theory]
    [InlineData("--GrpcPrt: there is no such option; did you mean \"--GrpcPort\"?", "--GrpcPrt=7001")]
    [InlineData("serve: there is no such option; known: --BrowserPort, --Data, --DrainSeconds, ", "serve")]
    [InlineData("--GrpcPort here: not a whole number", "--GrpcPort=here")]
    [InlineData("--Data: its value is missing", "--Threads=1", "--Data")]
    public void Read_WhatThereIsNot_IsRefused(string message, params string[] args) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => ServerArguments.Read(args)).Message, StringComparison.Ordinal);

    [Fact]
    public void Help_NamesEveryOptionOfAServer()
    {
        Assert.True(ServerArguments.AskForHelp(["--help"]));
        string[] ofItsHost = [nameof(ServerOptions.LogToConsole), nameof(ServerOptions.OwnsProcess)];
        foreach (var option in typeof(ServerOptions).GetProperties().Select(property => property.Name).Except(ofItsHost))
            Assert.Contains($"--{option} ", ServerArguments.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_PostgresThatIsNoConnectionString_IsRefusedWithoutRepeatingIt()
    {
        var refused = Assert.Throws<ArgumentException>(() => new ServerOptions { Postgres = "secret" }.Checked());
        Assert.StartsWith("postgres is not a connection string", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}
