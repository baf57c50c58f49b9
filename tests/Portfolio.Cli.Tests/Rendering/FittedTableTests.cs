using Portfolio.Cli.Rendering;
using Spectre.Console;

namespace Portfolio.Cli.Tests.Rendering;

public sealed class FittedTableTests
{
    static readonly string[] Names = ["stroke-triage", "ward-scribe"];
    static readonly string[] Values = ["1.25 ± 0.50", "2.25 ± 0.50", "3.25 ± 0.50", "4.25 ± 0.50", "5.25 ± 0.50"];

    [Theory]
    [InlineData(31)]
    [InlineData(47)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public void Parts_AnyWidth_ShowEveryCellWholeWithinIt(int width)
    {
        var lines = Rendered.Text(page => page.Write(Filled()), width).Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        foreach (var name in Names)
        {
            var cells = lines.Where(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal)).Select(line => line.Trim()[name.Length..].Trim());
            Assert.Equal(string.Join("   ", Values), string.Join("   ", cells));
        }
    }

    [Fact]
    public void Parts_ThatFits_IsTheTableItself()
    {
        var table = Filled();
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        console.Profile.Width = 100;
        Assert.Same(table, Assert.Single(FittedTable.Parts(table, console)));
    }

    static Table Filled()
    {
        var table = Tables.New("Effects", ["!", .. Values.Select((_, index) => $">outcome {index}")]);
        foreach (var name in Names)
            table.AddRow([name, .. Values]);
        return table;
    }
}
