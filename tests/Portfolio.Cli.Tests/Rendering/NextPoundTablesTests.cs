using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rendering;

public class NextPoundTablesTests
{
    [Fact]
    public void Print_Claimants_AreInTheOrderOfTheRankingOfTheChosenOutcome()
    {
        var text = Print(Answer(3));
        Assert.Contains("£1.5 m more for each claimant, from 2026-04 over 12 months, lab: by people reached", text, StringComparison.Ordinal);
        var places = new[] { "\n  c ", "\n  b ", "\n  a " }.Select(name => text.IndexOf(name, StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Print_Row_HasWhatMoreDoesThePlaceAndWhatLessDoesForTheChosenOutcome() =>
        Assert.Equal(
            "b +1.40 ‹+1.0 ± 2.0› +200 ± 10 ‹+0.10 ± 0.20› ‹-0.10 ± 0.20› -150 ± 10 90%",
            Rendered.Row(Print(Answer(3)), "b "));

    [Fact]
    public void Print_NarrowPage_LeavesOutTheOutcomesThatAreNotRankedBy()
    {
        Assert.Equal("b +1.40 ‹+1.0 ± 2.0› +200 ± 10 -150 ± 10 90%", Rendered.Row(Print(Answer(3), width: 70), "b "));
        Assert.Equal("b +1.40 +200 ± 10 -150 ± 10 90%", Rendered.Row(Print(Answer(3), width: 60), "b "));
    }

    [Fact]
    public void Print_ResponseThatBends_IsMarkedAndTheMarkExplained()
    {
        var answer = Answer(3);
        answer.NextPound.Claimants[1].Effects[2].Bends = true;
        Assert.Contains("+200 ± 10* ", Rendered.Row(Print(answer), "b "), StringComparison.Ordinal);
        Assert.Contains("*: surely far from a straight line", Print(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("*", Print(Answer(3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_ManyClaimants_ShowsTheFirst25UnlessAllAreWanted()
    {
        Assert.Equal(25, Rows(Print(Answer(26))));
        Assert.Contains("The first 25 of 26 claimants; --all shows every one.", Print(Answer(26)), StringComparison.Ordinal);
        Assert.Equal(26, Rows(Print(Answer(26), all: true)));
    }

    [Fact]
    public void Print_LinesFitThePage() =>
        Assert.All(Print(Answer(3)).Split('\n'), line => Assert.InRange(line.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal).Length, 0, NextPoundTables.Width));

    [Fact]
    public void Print_RankingThatIsMissing_KeepsTheOrderOfTheQuestion()
    {
        var answer = Answer(2);
        answer.NextPound.Rankings.Clear();
        Assert.EndsWith("-150 ± 10 –", Rendered.Row(Print(answer), "a "), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_CutLine_MarksWhoIsInWhichSetAndSaysThatValuesAreAdded()
    {
        var text = Print(WithCutLine());
        Assert.Contains("Whom to fund with £120 m", text, StringComparison.Ordinal);
        var table = text.Split("Whom to fund")[1];
        Assert.Equal("a 60.0 ± 2.0 +300 ± 20 ✓ ✓", Rendered.Row(table, "a "));
        Assert.Equal("b 50.0 ± 2.0 +200 ± 20 ✓", Rendered.Row(table, "b "));
        Assert.Equal("together, best of all 110.0 +500", Rendered.Row(table, "together, best"));
        Assert.Contains("Of several the values are added, not simulated together.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_OtherSets_AreToldByWhatTheyHaveBesideTheBest() =>
        Assert.Equal("with c; without b 90.0 +450 50", Rendered.Row(Print(WithCutLine()), "with c"));

    [Fact]
    public void Print_CutLineWithoutTheBestOfAll_SaysWhy()
    {
        var answer = WithCutLine();
        answer.NextPound.CutLine.Exact = null;
        Assert.Contains("Best of all: not searched, there are too many claimants.", Print(answer), StringComparison.Ordinal);
    }

    static string Print(StudyAnswer answer, bool all = false, int width = NextPoundTables.Width) =>
        Rendered.Text(new NextPoundTables(Rendered.Study(answer), "patients", all).Print, width);

    static int Rows(string text) => text.Split('\n').Count(line => line.EndsWith("90%", StringComparison.Ordinal));

    static StudyAnswer WithCutLine()
    {
        var answer = Answer(3);
        answer.NextPound.CutLine = new CutLine
        {
            Total = 120e6,
            Outcome = "patients",
            Claimants = { Claimant("a", 60e6, 300), Claimant("b", 50e6, 200), Claimant("c", 30e6, 150) },
            Greedy = new FundedSet { Claimants = { 0, 2 }, Cost = 90e6, Value = 450, Regret = 50 },
            Exact = new FundedSet { Claimants = { 0, 1 }, Cost = 110e6, Value = 500 },
            Others = { new FundedSet { Claimants = { 0, 2 }, Cost = 90e6, Value = 450, Regret = 50 } },
        };
        return answer;
    }

    static CutLineClaimant Claimant(string id, double cost, double value) =>
        new() { Claimant = $"initiatives/{id}", Cost = Rendered.Effect(cost, 2e6), Value = Rendered.Effect(value, 20) };

    static StudyAnswer Answer(int claimants)
    {
        var found = new NextPound { Amount = 1.5e6, From = "2026-04", Months = 12 };
        var ranking = new Ranking { Outcome = "patients", Whole = 0.5 };
        for (var i = 0; i < claimants; i++)
        {
            found.Claimants.Add(Effects($"initiatives/{(char)('a' + i)}", 100 * (i + 1)));
            ranking.Claimants.Insert(0, new RankedClaimant { Claimant = i, AtPlace = 0.9 });
        }

        found.Rankings.Add(ranking);
        return new StudyAnswer { Replications = 100, NextPound = found };
    }

    static ClaimantEffects Effects(string claimant, double patients) => new()
    {
        Claimant = claimant,
        Effects =
        {
            Of("received", 1.4e6, 1e5, -1.4e6),
            Of("live", 1, 2, -1),
            Of("patients", patients, 10, -150),
            Of("targets", 0.1, 0.2, -0.1),
            Of("npv", -1e5, 2e5, 1e5),
        },
    };

    static ClaimantEffect Of(string outcome, double more, double half, double less) =>
        new() { Outcome = outcome, More = Rendered.Effect(more, half), Less = Rendered.Effect(less, half) };
}
