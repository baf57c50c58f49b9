using Portfolio.Cli.Rehearsing;

namespace Portfolio.Cli.Tests.Rehearsing;

public sealed class ScriptPlayTests : IDisposable
{
    readonly string file = Path.GetTempFileName();

    [Fact]
    public void Read_Script_IsItsCommandsWithTheirPlaces()
    {
        File.WriteAllLines(file, ["# a cut", "to 2022-04", "", "budget 0.6"]);
        Assert.Equal([($"{file}:2", "to 2022-04"), ($"{file}:4", "budget 0.6")], ScriptPlay.Read(file).Select(line => (line.Place, line.Text)));
    }

    [Fact]
    public void Read_WrongLines_TellsAllOfThem()
    {
        File.WriteAllLines(file, ["budgt 1", "step", "budget much"]);
        var refused = Assert.Throws<CommandException>(() => ScriptPlay.Read(file));
        Assert.Equal(ExitCode.WrongInput, refused.Code);
        Assert.Equal(
            [$"{file}:1: \"budgt\" is no command; did you mean \"budget\"?", $"{file}:3: budget: \"much\" is not a factor; allowed: a number such as 0.6, or 60%"],
            refused.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Read_NoSuchFile_SaysSo() =>
        Assert.StartsWith("--script no/such/file: ", Assert.Throws<CommandException>(() => ScriptPlay.Read("no/such/file")).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(file);
}
