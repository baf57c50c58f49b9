namespace Portfolio.Model.Tests.Funding;

/// <summary>Step 6, what nobody received.</summary>
public class CarryTests
{
    /// <summary>Claims 40,000 a month in adoption, out of 100,000.</summary>
    static readonly string[] Claimant = [
        "id: a, stage: adoption, sites: {eligible: 10}, adoption: {p: 0, pushRate: 0}, funding: {supportMonths: 600}"];

    const string Budget = "budget.annual: [{fiscalYear: 2020, amount: 1.2e6}, {fiscalYear: 2021, amount: 1.2e6}]";

    [Fact]
    public void Carried_WithinAFiscalYear_IsAllThatIsLeft()
    {
        var programme = Some.Future(Claimant, Budget).Steps(2).Programme;
        Assert.Equal((160_000, 120_000, 0), (programme.Pot, programme.Carried, programme.Lost));
    }

    [Theory]
    [InlineData(0, 0, 720_000), InlineData(0.25, 180_000, 540_000), InlineData(1, 720_000, 0)]
    public void Carried_IntoANewFiscalYear_IsTheShareOfIt(double share, double carried, double lost)
    {
        var future = Some.Future(Claimant, $"{Budget}, budget.carryForward: {share}").Steps(12);
        Assert.Equal((carried, lost), (future.Programme.Carried, future.Programme.Lost));
        Assert.Equal(carried + 100_000, future.Steps(1).Programme.Pot);
    }

    [Fact]
    public void Pot_InTheFirstMonth_HoldsTheCarryOfTheDefinition() =>
        Assert.Equal(100_700, Some.Future(Claimant, $"{Budget}, budget.carry: 700").Steps(1).Programme.Pot);
}
