using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Actuals.Tests.Entries;

/// <summary>Entries by themselves: every problem at once, with what is allowed.</summary>
public sealed class EntryChecksTests
{
    [Fact]
    public void Check_SoundEntry_FindsNothing() => Assert.Empty(Check(Some.Live("2022-03", 2)));

    [Fact]
    public void Check_EmptyEntry_NamesAllThatIsMissing()
    {
        var problems = Check(new Entry());
        Assert.Contains("entry.month: \"\" is not a month; allowed: yyyy-MM", problems);
        Assert.Contains("entry.source: is required", problems);
        Assert.Contains("entry.key: is required", problems);
        Assert.Contains(problems, problem => problem.StartsWith("entry.fact: is required; allowed: fundingReceived, spend", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1948-06")]
    [InlineData("2200-01")]
    public void Check_MonthFarAway_IsRefused(string month) =>
        Assert.Equal([$"entry.month: {month} is not allowed; allowed: 1948-07 to 2199-12"], Check(Some.Live(month, 2)));

    [Fact]
    public void Check_ValueOutOfRange_NamesPathValueAndRange()
    {
        Assert.Equal(["entry.sitesLive.sites: -1 is not allowed; allowed: 0 to 100000, sites"], Check(Some.Live("2022-03", -1)));
        Assert.Equal(["entry.evidenceRating.share: 1.5 is not allowed; allowed: 0 to 1"], Check(Some.Evidence("2022-03", 1.5)));
        Assert.Equal(["entry.evidenceRating.share: NaN is not allowed; allowed: 0 to 1"], Check(Some.Evidence("2022-03", double.NaN)));
    }

    [Fact]
    public void Check_StageThatCannotBePassed_NamesTheStages()
    {
        var adoption = Some.Entry("2022-03", entry => entry.StagePassed = new StagePassed { Stage = Stage.Adoption });
        Assert.Equal(["entry.stagePassed.stage: 5 is not allowed; allowed: discovery, development, validation, approval"], Check(adoption));
    }

    [Fact]
    public void Check_FactOfTheOtherKindOfSubject_IsRefused()
    {
        Assert.StartsWith("entry.sitesLive: cannot be said of the programme", Assert.Single(Check(Some.Live("2022-03", 2), programme: true)), StringComparison.Ordinal);
        var framework = Some.Entry("2022-03", entry => entry.FrameworkRating = new Rating { Share = 0.5 });
        Assert.StartsWith("entry.frameworkRating: cannot be said of an initiative", Assert.Single(Check(framework)), StringComparison.Ordinal);
        Assert.Empty(Check(framework, programme: true));
    }

    [Fact]
    public void Check_WithdrawalOfNothing_SaysWhatItNeeds() =>
        Assert.Equal(["entry.corrects: is required: the number of the entry that is withdrawn"], Check(Some.Withdrawn("2022-03", 0)));

    static List<string> Check(Entry entry, bool programme = false)
    {
        var problems = new Problems();
        EntryChecks.Check(entry, programme, "entry", problems);
        return [.. problems.Found.Select(problem => $"{problem.Path}: {problem.Text}")];
    }
}
