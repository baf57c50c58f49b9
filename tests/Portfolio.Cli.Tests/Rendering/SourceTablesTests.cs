using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rendering;

public class SourceTablesTests
{
    [Fact]
    public void Print_Outcome_HasAShareOfEachSourceInPerCent()
    {
        var text = Print(Answer());
        Assert.Equal("live sites 200 30 60.0 ± 4.0 39.0 ± 4.0 ‹1.0 ± 4.0›", Rendered.Row(text, "live sites"));
    }

    [Fact]
    public void Print_Heading_HasTheNumberOfParametersAndLeavesOutWhatHasNone()
    {
        var text = Print(Answer());
        Assert.Equal("mean deviation chance weak (1,200) assumption (3)", Rendered.Row(text, "mean"));
        Assert.DoesNotContain("ungraded", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_Themes_AreBelowTheHeadingOfTheirOutcome()
    {
        var themes = Print(Answer()).Split("Themes, ")[1];
        Assert.Contains("  live sites\n    imaging  ", themes, StringComparison.Ordinal);
        Assert.Contains("  NPV £m\n    imaging  ", themes, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_Targets_AreInPerCent() =>
        Assert.StartsWith("scan 50 50 ", Rendered.Row(Print(Answer()), "scan"), StringComparison.Ordinal);

    [Fact]
    public void Print_OutcomeThatHardlyEverVaries_IsMarkedAndTheMarkExplained()
    {
        var answer = Answer();
        answer.RestsOn.Outcomes[^1].Rare = 3;
        Assert.StartsWith("scan † ", Rendered.Row(Print(answer), "scan"), StringComparison.Ordinal);
        Assert.Contains("†: all of the variance comes from fewer than 32 replications", Print(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("†", Print(Answer()), StringComparison.Ordinal);
    }

    static string Print(StudyAnswer answer) => Rendered.Text(new SourceTables(Rendered.Study(answer)).Print, SourceTables.Width);

    static StudyAnswer Answer() => new()
    {
        Replications = 100,
        RestsOn = new RestsOn
        {
            Scenario = "",
            Sources = { Source("chance", 0), Source("weak", 1200), Source("assumption", 3), Source("ungraded", 0) },
            Outcomes =
            {
                Outcome("portfolio", "live", 200, 30),
                Outcome("themes/imaging", "live", 200, 30),
                Outcome("themes/imaging", "npv", 1e6, 3e5),
                Outcome("targets/scan", "met", 0.5, 0.5),
            },
        },
    };

    static VarianceSource Source(string source, int parameters) => new() { Source = source, Parameters = parameters };

    static OutcomeSources Outcome(string subject, string outcome, double mean, double deviation) => new()
    {
        Subject = subject,
        Outcome = outcome,
        Mean = Rendered.Effect(mean, deviation / 5),
        StandardDeviation = deviation,
        Shares = { Rendered.Effect(0.6, 0.04), Rendered.Effect(0.39, 0.04), Rendered.Effect(0.01, 0.04), Rendered.Effect(0, 0) },
    };
}
