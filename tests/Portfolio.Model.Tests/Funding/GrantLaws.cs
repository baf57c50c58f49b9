using CsCheck;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Model.Tests.Funding;

/// <summary>What grants never do.</summary>
public class GrantLaws
{
    static readonly string[] Claimants =
        ["a", "b", "c", "d", "e", "capability", "community", "infrastructure", "implementation", "regulation", "framework", "portfolio"];

    /// <summary>Whoever is paid all it needs has no use for more.</summary>
    [Fact]
    public void Grant_AmpleMoney_ChangesNothingToTheLastBit()
    {
        for (var seed = 1UL; seed <= 6; seed++)
        {
            var edits = new Edits(seed);
            for (var edit = 0; edit < 8; edit++)
                edits.Edit();
            var model = edits.Model();
            var grants = model.Initiatives.Select((each, i) => $"{{id: more-{i}, grant: {{claimant: {each.Id}, from: 2020-0{4 + i % 6}, amount: {1234.5 * (i + 1)}}}}}");
            AssertSame(model, Some.Model(With(edits.Text, [.. grants]), "edited"));
        }
    }

    /// <summary>Never started, stopped, and in adoption without support: there is nothing to top up, nor to take back.</summary>
    [Theory]
    [InlineData(1e6), InlineData(-1e6)]
    public void Grant_ToWhoNeedsNothing_ChangesNothingToTheLastBit(double amount)
    {
        string[] initiatives =
            ["id: late, startMonth: 2030-03", "id: stopped", "id: alone, stage: adoption, funding: {supportMonths: 0}, adoption: {p: 0.1}", "id: busy, stage: approval"];
        string[] events = ["stopInitiative: {initiative: late, month: 2030-03}", "stopInitiative: {initiative: stopped, month: 2020-04}"];
        var grants = ((string[])["late", "stopped", "alone"]).Select(id => $"grant: {{claimant: {id}, to: 2028-01, amount: {amount}}}");
        var set = Some.Budget(30_000);
        AssertSame(Some.Portfolio(initiatives, set, events), Some.Portfolio(initiatives, set, [.. events, .. grants]));
    }

    /// <summary>In its first month, before anything of it comes back to the claimant by way of what it has done with the money.</summary>
    [Fact]
    public void Received_MoreGranted_IsNeverLessInAnyPortfolio() =>
        Gen.Select(Portfolios.Any, Gen.OneOfConst(Claimants), Gen.Double[-5e5, 5e5], Gen.Double[0, 5e5]).Sample(
            (text, claimant, amount, more) => First(text, claimant, amount) <= First(text, claimant, amount + more), iter: 60, threads: 1);

    /// <summary>Over all months, where what it claims does not depend on what it has received before.</summary>
    [Theory]
    [InlineData("a"), InlineData("b"), InlineData("community"), InlineData("framework"), InlineData("portfolio")]
    public void Received_MoreGranted_IsNeverLessInTotal(string claimant)
    {
        string[] initiatives =
        [
            "id: a, stage: adoption, adoption: {p: 0, q: 0, pushRate: 0}, funding: {supportMonths: 60}",
            "id: b, stage: adoption, adoption: {p: 0, q: 0, pushRate: 0}, funding: {supportMonths: 90, awardCeiling: 900000}",
        ];
        var set = $"{Some.Budget(50_000)}, levers.community.plannedSpendPerMonth: 20000, framework.plannedSpendPerMonth: 10000";
        double[] amounts = [.. Enumerable.Range(-6, 13).Select(i => 400_000.0 * i).Where(amount => amount != 0)];
        double[] totals = [.. amounts.Select(amount => Some.Future(initiatives, set, [$"grant: {{claimant: {claimant}, from: 2020-08, to: 2024-01, amount: {amount}}}"])
            .EachMonth().Sum(month => ReceivedBy(month, claimant)))];
        Assert.All(totals.Zip(totals.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-6, $"{pair}"));
        Assert.True(totals[0] < totals[^1]);
    }

    static double First(string text, string claimant, double amount) =>
        ReceivedBy(new PortfolioFuture(Some.Model(With(text, $"{{id: more, grant: {{claimant: {claimant}, to: 2020-03, amount: {amount}}}}}"), Portfolios.Scenario), 0).Steps(1), claimant);

    static double ReceivedBy(PortfolioFuture future, string claimant)
    {
        var own = future.Model.Initiatives.Index().Where(each => each.Item.Id == claimant || each.Item.Id.StartsWith($"{claimant}-", StringComparison.Ordinal)).ToList();
        return own.Count > 0 ? own.Sum(each => future.Initiatives[each.Index].Received)
            : claimant == "portfolio" ? future.Programme.Received
            : future.Programme.OwnReceived;
    }

    /// <summary>A definition whose scenario has further events.</summary>
    static string With(string text, params string[] events)
    {
        const string list = "events: [";
        var at = text.LastIndexOf(list, StringComparison.Ordinal) + list.Length;
        return text.Insert(at, string.Join(", ", events) + (text[at] == ']' ? "" : ", "));
    }

    static void AssertSame(PortfolioModel without, PortfolioModel with)
    {
        Assert.True(with.Events.Count > without.Events.Count);
        for (var replication = 0; replication < 8; replication++)
            Assert.Equal(Trajectory.Of(without, replication), Trajectory.Of(with, replication));
    }
}
