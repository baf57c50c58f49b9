using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Changes of single initiatives: each is a revision of the portfolio, checked as a whole, in which the others stay what and where they are.</summary>
public sealed class InitiativeChangeTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task CreateInitiative_New_StandsBehindTheOthers()
    {
        var portfolio = await Portfolio();
        var created = await Create(portfolio.Name, New("plan"));
        Assert.Equal(($"{portfolio.Name}/initiatives/plan", 1L), (created.Name, created.Revision));
        var now = await Get(portfolio.Name);
        Assert.Equal((2L, "scan read plan"), (now.Revision, Members(now)));
        Assert.Equal(portfolio.Initiatives, now.Initiatives.Take(2));
    }

    [Fact]
    public async Task CreateInitiative_ThereIsOneOrWas_IsRefused()
    {
        var portfolio = await Portfolio();
        Assert.Equal(StatusCode.AlreadyExists, (await Refused.By(() => Create(portfolio.Name, New("scan")))).Code);
        await Delete(portfolio.Initiatives[0].Name);
        Assert.Contains("undeleted", (await Refused.By(() => Create(portfolio.Name, New("scan")))).Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateInitiative_Wrong_NamesEveryProblemOfTheWholePortfolio()
    {
        var portfolio = await Portfolio();
        var wrong = New("plan");
        wrong.Sites.Eligible.Value = -1;
        wrong.DependsOn.Add(new Dependency { Initiative = "nobody" });
        var refused = await Refused.By(() => Create(portfolio.Name, wrong));
        Assert.Contains("portfolio.initiatives.plan.sites.eligible", refused.Fields);
        Assert.Contains("portfolio.initiatives.plan.dependsOn", refused.Fields);
        Assert.Equal(1, (await Get(portfolio.Name)).Revision);
    }

    [Fact]
    public async Task CreateInitiative_SameRequestId_HasNoFurtherEffect()
    {
        var request = new CreateInitiativeRequest { Parent = (await Portfolio()).Name, Initiative = New("plan"), RequestId = Some.Id() };
        var first = await Client.Initiatives.CreateInitiativeAsync(request, cancellationToken: Cancellation);
        Assert.Equal(first, await Client.Initiatives.CreateInitiativeAsync(request, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task UpdateInitiative_Mask_KeepsPlaceAndAllElse()
    {
        var portfolio = await Portfolio();
        var changed = await Client.Initiatives.UpdateInitiativeAsync(
            new()
            {
                Initiative = new() { Name = portfolio.Initiatives[0].Name, Etag = portfolio.Initiatives[0].Etag, Sites = new() { Eligible = new() { Value = 10 } } },
                UpdateMask = new() { Paths = { "sites.eligible" } },
                Change = new() { Author = "ada", Reason = "two declined" },
            },
            cancellationToken: Cancellation);
        Assert.Equal((2L, 10, 1), (changed.Revision, changed.Sites.Eligible.Value, changed.Sites.Live.Value));
        Assert.Equal("scan read", Members(await Get(portfolio.Name)));
        var revision = (await Client.Revisions.ListRevisionsAsync(new() { Parent = portfolio.Name }, cancellationToken: Cancellation)).Revisions[0];
        Assert.Equal("two declined", revision.Change.Reason);
    }

    [Fact]
    public async Task UpdateInitiative_EtagOfBefore_IsAbortedWithTheCurrentOne()
    {
        var first = (await Portfolio()).Initiatives[0];
        var second = await Update(first, "theme", "other");
        var refused = await Refused.By(() => Update(first, "theme", "third"));
        Assert.Equal((StatusCode.Aborted, first.Name), (refused.Code, refused.Resource));
        Assert.Equal(second.Etag, refused.Status.GetDetail<ErrorInfo>().Metadata["etag"]);
    }

    [Fact]
    public async Task UpdateInitiative_DifferentOnesAtTheSameTime_AllCount()
    {
        var portfolio = await Portfolio();
        await Task.WhenAll(portfolio.Initiatives.Select(each => Update(each, "theme", $"new-{each.Id}")));
        var now = await Get(portfolio.Name);
        Assert.Equal((3L, "new-scan new-read"), (now.Revision, string.Join(' ', now.Initiatives.Select(each => each.Theme))));
    }

    [Fact]
    public async Task DeleteInitiative_Then_Undelete_IsBackWhereItStood()
    {
        var portfolio = await Portfolio();
        var gone = await Delete(portfolio.Initiatives[0].Name);
        Assert.NotNull(gone.DeleteTime);
        Assert.Equal(["read"], await Listed(portfolio.Name, showDeleted: false));
        Assert.Equal(["read", "scan"], await Listed(portfolio.Name, showDeleted: true));
        Assert.Equal(StatusCode.NotFound, (await Refused.By(() => Delete(gone.Name))).Code);
        Assert.Equal(StatusCode.FailedPrecondition, (await Refused.By(() => Update(gone, "theme", "x"))).Code);
        var back = await Client.Initiatives.UndeleteInitiativeAsync(new() { Name = gone.Name, Etag = gone.Etag }, cancellationToken: Cancellation);
        Assert.Equal((3L, null), (back.Revision, back.DeleteTime));
        Assert.Equal("scan read", Members(await Get(portfolio.Name)));
    }

    [Fact]
    public async Task DeleteInitiative_ThatOthersDependOn_IsRefused()
    {
        var portfolio = await Portfolio();
        var dependent = New("plan");
        dependent.DependsOn.Add(new Dependency { Initiative = "scan", Reached = Stage.Approval });
        await Create(portfolio.Name, dependent);
        Assert.Contains("portfolio.initiatives.plan.dependsOn", (await Refused.By(() => Delete(portfolio.Initiatives[0].Name))).Fields);
    }

    static Initiative New(string id)
    {
        var initiative = Some.Portfolio().Initiatives[0];
        initiative.Id = id;
        return initiative;
    }

    static string Members(PortfolioDefinition portfolio) => string.Join(' ', portfolio.Initiatives.Select(each => each.Id));

    /// <summary>A portfolio in which nothing else names its initiatives and themes.</summary>
    async Task<PortfolioDefinition> Portfolio()
    {
        var portfolio = Some.Portfolio();
        portfolio.Targets.Clear();
        return await Client.Create(portfolio);
    }

    async Task<PortfolioDefinition> Get(string name) => await Client.Portfolios.GetPortfolioAsync(new() { Name = name }, cancellationToken: Cancellation);

    async Task<Initiative> Create(string parent, Initiative initiative) =>
        await Client.Initiatives.CreateInitiativeAsync(new() { Parent = parent, Initiative = initiative }, cancellationToken: Cancellation);

    async Task<Initiative> Delete(string name) => await Client.Initiatives.DeleteInitiativeAsync(new() { Name = name }, cancellationToken: Cancellation);

    async Task<Initiative> Update(Initiative initiative, string path, string theme) => await Client.Initiatives.UpdateInitiativeAsync(
        new() { Initiative = new() { Name = initiative.Name, Etag = initiative.Etag, Theme = theme }, UpdateMask = new FieldMask { Paths = { path } } }, cancellationToken: Cancellation);

    async Task<List<string>> Listed(string portfolio, bool showDeleted) =>
        [.. (await Client.Initiatives.ListInitiativesAsync(new() { Parent = portfolio, ShowDeleted = showDeleted }, cancellationToken: Cancellation)).Initiatives.Select(each => each.Id)];
}
