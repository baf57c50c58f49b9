using System.Text.RegularExpressions;
using Portfolio.Cli.Rehearsing;
using static Portfolio.Cli.Tests.Rehearsing.SomeRehearsal;

namespace Portfolio.Cli.Tests.Rehearsing;

public partial class TableScreenTests
{
    [Theory]
    [InlineData(40, 12)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(200, 60)]
    public void Lines_AnySize_FillTheScreenAndNoMore(int width, int height)
    {
        foreach (var table in (Table[])[Table(), Played(3)])
        {
            var lines = Plain(table, new ScreenState(), width, height);
            Assert.Equal(height, lines.Count);
            Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} letters: {line}"));
        }
    }

    [Fact]
    public void Lines_AMonth_ShowMoneyLeadersStagesAndSites()
    {
        var lines = Plain(Played(3), new ScreenState(), 120, 24);
        Assert.StartsWith("my-trusts · cut · replication 7", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("2022-04 comes next, month 3 of 24 ⏸", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("paid 60%: £1.2 m of £2.0 m needed", lines[1], StringComparison.Ordinal);
        Assert.Contains("leader 7 months in post · framework 0.40", lines[2], StringComparison.Ordinal);
        Assert.Matches(@"^● stroke-triage +adoption +3 +vacant +60% +15 +61 +600", lines[4]);
        Assert.Matches(@"^  ward-scribe +validation 40% +3 +5 mo +60%", lines[5]);
        Assert.Contains("2022-03  stroke-triage: leader left after 21 months", lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Lines_SomethingIsTyped_ShowItInsteadOfWhatWasSaid()
    {
        var state = new ScreenState { Said = "refused" };
        Assert.Contains(Plain(Table(), state, 80, 24), line => line.TrimEnd() == "refused");
        state.Typed = "budget 0.6";
        Assert.Contains(Plain(Table(), state, 80, 24), line => line.TrimEnd() == "› budget 0.6▏");
    }

    [Fact]
    public void Lines_APage_StandsInPlaceOfTheTable() =>
        Assert.Equal(["one", "two", "", "any key: back to the table"], TableScreen.Lines(Table(), new ScreenState { Page = "one\ntwo" }, (80, 24)));

    static Table Played(int months)
    {
        var table = Table();
        for (var month = 0; month < months; month++)
            table.Take(Month(month, month + 1));
        return table;
    }

    static List<string> Plain(Table table, ScreenState state, int width, int height) =>
        [.. TableScreen.Lines(table, state, (width, height)).Select(line => Codes().Replace(line, ""))];

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Codes();
}
