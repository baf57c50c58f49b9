using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rendering;

public class TargetTablesTests
{
    [Fact]
    public void Print_Target_HasChanceAndMonthsOfEachScenario()
    {
        var text = Print(Answer());
        Assert.Contains("  scan by 2030-03\n    lab  ", text, StringComparison.Ordinal);
        Assert.Equal("lab 95% (94% to 96%) 2028-05 (2028-04 to 2028-06) 2029-12 (2029-10 to –) cheapest", Rendered.Row(text, "lab "));
        Assert.Equal("cut 40% (35% to 45%) – –", Rendered.Row(text, "cut "));
    }

    [Fact]
    public void Print_CheapestThatIsNotClear_IsGreyAndSaysSo()
    {
        var answer = Answer();
        answer.Targets.Targets[0].Clear = false;
        Assert.EndsWith("‹not clear›", Rendered.Row(Print(answer), "lab "), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_NoScenarioThatWillDo_MarksNone()
    {
        var answer = Answer();
        answer.Targets.Targets[0].ClearCheapest();
        var text = Print(answer).Split("Months with")[0];
        Assert.Equal(1, text.Split("cheapest").Length - 1);
        Assert.Contains("a P(met) of 80% or more", Print(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_Costs_AreThoseOfEachScenario() =>
        Assert.Equal("cut 4.50 ± 0.20", Rendered.Row(Print(Answer()).Split("What the scenarios cost")[1], "cut"));

    static string Print(StudyAnswer answer) => Rendered.Text(new TargetTables(Rendered.Study(answer)).Print, TargetTables.Width);

    static StudyAnswer Answer() => new()
    {
        Replications = 100,
        Targets = new TargetsMet
        {
            Scenarios = { "", "cut" },
            Probability = 0.8,
            Costs = { Rendered.Effect(9e6, 2e5), Rendered.Effect(4.5e6, 2e5) },
            Targets = { new TargetAnswer { Target = "scan", By = "2030-03", Cheapest = 0, Clear = true, Scenarios = { Met(), Unmet() } } },
        },
    };

    static TargetScenario Met() => new()
    {
        Met = new Proportion { Value = 0.95, Low = 0.94, High = 0.96, Trials = 100 },
        Half = new TargetMonth { Month = "2028-05", Earliest = "2028-04", Latest = "2028-06" },
        FourFifths = new TargetMonth { Month = "2029-12", Earliest = "2029-10" },
    };

    static TargetScenario Unmet() => new()
    {
        Met = new Proportion { Value = 0.4, Low = 0.35, High = 0.45, Trials = 100 },
        Half = new TargetMonth(),
        FourFifths = new TargetMonth(),
    };
}
