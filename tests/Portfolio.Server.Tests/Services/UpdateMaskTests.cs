using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Updates of a part of a definition, one by one and at the same time.</summary>
public sealed class UpdateMaskTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task UpdatePortfolio_Mask_ChangesNothingElse()
    {
        var first = await Client.Create();
        var second = await Update(new() { Name = first.Name, Framework = new() { Strength = new() { Value = 0.6 } }, Description = "not asked for" }, "framework.strength");
        Assert.Equal((2L, 0.6, ""), (second.Revision, second.Framework.Strength.Value, second.Description));
        Assert.Equal(first.Initiatives, second.Initiatives);
    }

    [Fact]
    public async Task UpdatePortfolio_MaskOfWhatIsNotGiven_TakesItAway()
    {
        var first = await Client.Create();
        Assert.Empty((await Update(new() { Name = first.Name }, "targets")).Targets);
    }

    [Theory]
    [InlineData("framework.strenght", "did you mean \"framework.strength\"?")]
    [InlineData("framwork", "did you mean \"framework\"?")]
    [InlineData("targets.some-live", "nothing lies below targets")]
    public async Task UpdatePortfolio_UnknownPath_IsRefusedWithTheNearestOne(string path, string hint)
    {
        var first = await Client.Create();
        var refused = await Refused.By(() => Update(new() { Name = first.Name }, path));
        Assert.Equal((StatusCode.InvalidArgument, "update_mask"), (refused.Code, refused.Fields[0]));
        Assert.Contains($"\"{path}\"", refused.Status.Message, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdatePortfolio_MaskThatLeavesItWrong_NamesEveryProblem()
    {
        var first = await Client.Create();
        var refused = await Refused.By(() => Update(new() { Name = first.Name, Start = "soon" }, "start", "budget"));
        Assert.Contains("portfolio.start", refused.Fields);
    }

    [Fact]
    public async Task UpdatePortfolio_MaskAndEtagOfBefore_IsAborted()
    {
        var first = await Client.Create();
        await Update(new() { Name = first.Name, Description = "second" }, "description");
        Assert.Equal(StatusCode.Aborted, (await Refused.By(() => Update(new() { Name = first.Name, Etag = first.Etag, Description = "third" }, "description"))).Code);
    }

    [Fact]
    public async Task UpdatePortfolio_MasksAtTheSameTime_LoseNothing()
    {
        var first = await Client.Create();
        await Task.WhenAll(
            Update(new() { Name = first.Name, Description = "new" }, "description"),
            Update(new() { Name = first.Name, ScaledShare = new() { Value = 0.7 } }, "scaled_share"),
            Update(new() { Name = first.Name, Framework = new() { Gain = new() { Value = 0.03 } } }, "framework.gain"),
            Update(new() { Name = first.Name, Framework = new() { Decay = new() { Value = 0.01 } } }, "framework.decay"));
        var last = await Client.Portfolios.GetPortfolioAsync(new() { Name = first.Name }, cancellationToken: Cancellation);
        Assert.Equal((5L, "new", 0.7, 0.03, 0.01), (last.Revision, last.Description, last.ScaledShare.Value, last.Framework.Gain.Value, last.Framework.Decay.Value));
    }

    [Fact]
    public async Task UpdatePortfolio_MaskOfAMissingOne_MakesAllOfIt()
    {
        var portfolio = Some.Portfolio();
        portfolio.Name = $"{Some.Workspace}/portfolios/{portfolio.Id}";
        var request = new UpdatePortfolioRequest { Portfolio = portfolio, UpdateMask = Mask("description"), AllowMissing = true };
        Assert.Equal(2, (await Client.Portfolios.UpdatePortfolioAsync(request, cancellationToken: Cancellation)).Initiatives.Count);
    }

    [Fact]
    public async Task UpdateScenario_Mask_ChangesNothingElse()
    {
        var first = await Client.Create((await Client.Create()).Name, Some.Scenario("cut"));
        var request = new UpdateScenarioRequest { Scenario = new() { Name = first.Name, Description = "less" }, UpdateMask = Mask("description") };
        var second = await Client.Scenarios.UpdateScenarioAsync(request, cancellationToken: Cancellation);
        Assert.Equal((2L, "less"), (second.Revision, second.Description));
        Assert.Equal(first.Events, second.Events);
    }

    async Task<PortfolioDefinition> Update(PortfolioDefinition portfolio, params string[] paths) =>
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio, UpdateMask = Mask(paths) }, cancellationToken: Cancellation);

    static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };
}
