using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rendering;

public class ValueTablesTests
{
    [Fact]
    public void Print_OverACounterfactual_SaysSo()
    {
        var answer = Answer();
        answer.Comparison.Counterfactual = "without";
        Assert.Contains("Value for money, of the programme, over without", Print(answer), StringComparison.Ordinal);
        answer.Comparison.Counterfactual = "";
        Assert.Contains("Value for money, of the programme, over lab", Print(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_WithoutACounterfactual_IsGross() =>
        Assert.Contains("Value for money, gross: the portfolio names no counterfactual", Print(Answer()), StringComparison.Ordinal);

    [Fact]
    public void Print_Scenario_HasSumsWithHalfWidthsAndQuotientsWithIntervals()
    {
        var text = Print(Answer());
        Assert.Equal("cut 1.00 ± 0.20 4.00 ± 0.20 2.00 ± 0.20 5.00 ± 0.20", Rendered.Row(text, "cut"));
        Assert.Equal("cut 1.200 250 15.0 –", Rendered.Row(text[text.IndexOf("(95 %)", StringComparison.Ordinal)..], "cut"));
        Assert.Equal("(1.150 to 1.250) (240 to 260) (14.0 to 16.0)", Rendered.Row(text, "(1.150"));
    }

    [Fact]
    public void Print_WithoutValues_IsNothing() =>
        Assert.Equal("", Print(new StudyAnswer { Comparison = new Comparison() }));

    static string Print(StudyAnswer answer) => Rendered.Text(new ValueTables(Rendered.Study(answer)).Print);

    static StudyAnswer Answer()
    {
        var value = new ValueForMoney
        {
            Npv = Rendered.Effect(1e6, 2e5),
            CashBenefit = Rendered.Effect(4e6, 2e5),
            HealthBenefit = Rendered.Effect(2e6, 2e5),
            Cost = Rendered.Effect(5e6, 2e5),
            BenefitCostRatio = Rendered.Effect(1.2, 0.05),
            CostPerLiveSite = Rendered.Effect(250e3, 10e3),
            CostPerPerson = Rendered.Effect(15, 1),
        };
        return new StudyAnswer { Comparison = new Comparison { Scenarios = { "", "cut" }, Values = { value, value } } };
    }
}
