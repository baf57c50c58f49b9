using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rendering;

public class ExplanationTablesTests
{
    [Fact]
    public void Print_Portfolio_HasATotalAloneAndTogetherOfEachChangeAndTheWholeLast()
    {
        var text = Print(Answer(2));
        Assert.Contains("Portfolio: what each change brings, from lab to cut", text, StringComparison.Ordinal);
        Assert.Equal("1 events.a -20.0 (-22.0 to -18.0) -25.0 ± 2.0 +5.0 ± 2.0", Rendered.Row(After(text, "live sites"), "1 "));
        Assert.Equal("whole difference -40.0 (-42.0 to -38.0)", Rendered.Row(text, "whole difference"));
    }

    [Fact]
    public void Print_WhatCannotBeToldFromZero_IsGrey()
    {
        var answer = Answer(2);
        answer.Explanation.Outcomes[0].Parts[1].Total = Rendered.Effect(1, 2);
        Assert.Equal("2 events.b ‹+1.0 (-1.0 to +3.0)› -25.0 ± 2.0 +5.0 ± 2.0", Rendered.Row(After(Print(answer), "live sites"), "2 "));
    }

    [Fact]
    public void Print_Changes_SaysWhatEachWasAndBecomes()
    {
        var text = Print(Answer(2));
        Assert.Equal("1 events.a – budget: {factor: 0.5}", Rendered.Row(text, "1 "));
    }

    [Fact]
    public void Print_MoreChangesThanFitAcross_AreSpreadOverTablesAndTheWholeIsInTheLast()
    {
        var text = Print(Answer(6));
        Assert.Equal("imaging -20.0 ± 2.0 -20.0 ± 2.0 -20.0 ± 2.0 -20.0 ± 2.0", Rendered.Row(text, "imaging"));
        Assert.Equal("imaging -20.0 ± 2.0 -20.0 ± 2.0 -120.0 ± 2.0", Rendered.Row(After(text, "imaging"), "imaging"));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, ExplanationTables.Width));
    }

    [Fact]
    public void Print_Interactions_AreClearOnesTheStrongestFirstAndAtMostEight()
    {
        var answer = Answer(6);
        var live = answer.Explanation.Outcomes[0];
        foreach (var (one, other) in Enumerable.Range(0, 5).SelectMany(one => Enumerable.Range(one + 1, 5 - one).Select(other => (one, other))))
            live.Interactions.Add(new Interaction { One = one, Other = other, Effect = Rendered.Effect(1 + one + other, one == 0 && other == 5 ? 10 : 0.5) });
        var table = After(Print(answer), "What two changes do together").Split("The strongest")[0];
        Assert.Equal("live sites 5 events.e, 6 events.f +10.00 (+9.50 to +10.50)", Rendered.Row(table, "live sites"));
        Assert.Equal(8, table.Split('\n').Count(line => line.Contains("live sites", StringComparison.Ordinal)));
        Assert.DoesNotContain("1 events.a, 6 events.f", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_SampledOrders_SaysHowMany()
    {
        var answer = Answer(2);
        answer.Explanation.SampledOrders = 1250;
        Assert.Contains("Totals rest on 1,250 sampled orders, each along with its reverse.", Print(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("sampled", Print(Answer(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_Ends_WithTheSummaryAndWhereItIsKept()
    {
        var answer = Answer(2);
        answer.Summary.Add(new Sentence { Text = "Events.a brings most." });
        Assert.EndsWith(
            $"\nEvents.a brings most.\n\n{Phrases.Gross}\nKept: workspaces/default/studies/s\n", Print(answer), StringComparison.Ordinal);
    }

    static string Print(StudyAnswer answer) => Rendered.Text(new ExplanationTables(Rendered.Study(answer)).Print, ExplanationTables.Width);

    static string After(string text, string mark) => text[(text.IndexOf(mark, text.IndexOf("Portfolio:", StringComparison.Ordinal), StringComparison.Ordinal) + mark.Length)..];

    static StudyAnswer Answer(int changes)
    {
        var explanation = new Explanation { From = "", To = "cut" };
        for (var i = 0; i < changes; i++)
            explanation.Changes.Add(new ScenarioChange { Path = $"events.{(char)('a' + i)}", To = "budget: {factor: 0.5}" });
        explanation.Outcomes.Add(Outcome("portfolio", "live", changes));
        explanation.Outcomes.Add(Outcome("themes/imaging", "live", changes));
        return new StudyAnswer { Replications = 100, Explanation = explanation };
    }

    static ExplainedOutcome Outcome(string subject, string outcome, int changes)
    {
        var explained = new ExplainedOutcome { Subject = subject, Outcome = outcome, Difference = Rendered.Effect(-20 * changes, 2) };
        for (var i = 0; i < changes; i++)
            explained.Parts.Add(new ExplainedPart { Total = Rendered.Effect(-20, 2), Alone = Rendered.Effect(-25, 2), Together = Rendered.Effect(5, 2) });
        return explained;
    }
}
