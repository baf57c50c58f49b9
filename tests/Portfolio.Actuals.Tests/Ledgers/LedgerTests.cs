namespace Portfolio.Actuals.Tests.Ledgers;

/// <summary>What entries come to: amounts add up, corrections replace, sources stand side by side.</summary>
public sealed class LedgerTests
{
    [Fact]
    public void Until_AmountsOfOneSourceAndMonth_AddUp() =>
        Assert.Equal(["sitesLive in 2022-03: 5 (register)"], Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-03", 3)).Words());

    [Fact]
    public void Until_RatingsOfOneSourceAndMonth_NewestHolds() =>
        Assert.Equal(["evidenceRating in 2022-03: 0.6 (register)"], Journals.Of(Some.Evidence("2022-03", 0.4), Some.Evidence("2022-03", 0.6)).Words());

    [Fact]
    public void Until_Month_LeavesOutLaterOnesWhateverTheOrderOfRecording() =>
        Assert.Equal(["sitesLive in 2022-01: 1 (register)"], Journals.Of(Some.Live("2022-03", 3), Some.Live("2022-01", 1), Some.Live("2022-02", 2)).Words("2022-01"));

    [Fact]
    public void Until_TwoSources_FirstToReportIsBelievedAndTheOtherNamed()
    {
        var believed = Assert.Single(Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-03", 3, "survey")).Until(Model.Month.Of(2022, 3)));
        Assert.Equal(("register", 2), (believed.Source, believed.Value));
        Assert.Equal([("survey", 3.0)], believed.Others);
    }

    [Fact]
    public void Until_SourceAccepted_IsBelievedAlsoInWhatItSaysLater()
    {
        var ledger = Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-03", 3, "survey"), Some.Accepted("2022-03", 2), Some.Live("2022-03", 1, "survey"));
        Assert.Equal(["sitesLive in 2022-03: 4 (survey)"], ledger.Words());
    }

    [Fact]
    public void Until_AcceptedSourceWithdrawsAll_OtherIsBelieved()
    {
        var ledger = Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-03", 3, "survey"), Some.Accepted("2022-03", 2), Some.Withdrawn("2022-03", 2, "survey"));
        Assert.Equal(["sitesLive in 2022-03: 2 (register)"], ledger.Words());
    }

    [Fact]
    public void Until_Correction_ReplacesAndMayMoveTheMonth() =>
        Assert.Equal(["sitesLive in 2022-04: 3 (register)"], Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-04", 3, corrects: 1)).Words());

    [Fact]
    public void Until_CorrectionOfACorrection_LastOneStands() =>
        Assert.Equal(
            ["sitesLive in 2022-03: 4 (register)"],
            Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-03", 3, corrects: 1), Some.Live("2022-03", 4, corrects: 2)).Words());

    [Fact]
    public void With_Entry_LeavesTheOldLedgerAsItWas()
    {
        var before = Journals.Of(Some.Live("2022-03", 2));
        _ = Journals.Next(before, Some.Withdrawn("2022-03", 1));
        Assert.Equal(["sitesLive in 2022-03: 2 (register)"], before.Words());
    }

    [Theory]
    [InlineData(3, "there is no entry 3; allowed: 1 to 2")]
    [InlineData(1, "entry 1 was corrected or withdrawn by entry 2; refer to what stands now")]
    public void ProblemOf_CorrectionOfWhatDoesNotStand_NamesIt(long corrects, string expected)
    {
        var ledger = Journals.Of(Some.Live("2022-03", 2), Some.Live("2022-03", 3, corrects: 1));
        Assert.Equal(("corrects", expected), ledger.ProblemOf(Some.Live("2022-03", 4, corrects: corrects)));
    }

    [Fact]
    public void ProblemOf_CorrectionByAnotherSource_SaysHowToDiffer()
    {
        var problem = Journals.Of(Some.Live("2022-03", 2)).ProblemOf(Some.Live("2022-03", 3, "survey", corrects: 1));
        Assert.StartsWith("entry 1 is by \"register\", not \"survey\"", problem!.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_CorrectionByAnotherFact_IsRefused()
    {
        var entry = Some.Evidence("2022-03", 0.5);
        entry.Corrects = 1;
        Assert.StartsWith("entry 1 says sitesLive, not evidenceRating", Journals.Of(Some.Live("2022-03", 2)).ProblemOf(entry)!.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_AcceptanceOfAnotherMonth_NamesBoth() =>
        Assert.Equal(("accepted.entry", "entry 1 is about 2022-03, not 2022-04; give its month"), Journals.Of(Some.Live("2022-03", 2)).ProblemOf(Some.Accepted("2022-04", 1)));

    [Fact]
    public void ProblemOf_ReferenceToAnAcceptance_IsRefused()
    {
        var ledger = Journals.Of(Some.Live("2022-03", 2), Some.Accepted("2022-03", 1));
        Assert.Equal("entry 2 is about another entry; refer to one about what happened", ledger.ProblemOf(Some.Accepted("2022-03", 2))!.Value.Text);
    }
}
