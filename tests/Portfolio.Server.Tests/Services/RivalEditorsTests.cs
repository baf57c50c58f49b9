using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Two editors of one revision: one wins, the other is told what there is now, and no change that was acknowledged is lost.</summary>
public sealed class RivalEditorsTests(SharedServer shared)
{
    /// <summary>Rounds of two editors; <c>EDITOR_ROUNDS</c> asks for more.</summary>
    static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("EDITOR_ROUNDS") ?? "40", CultureInfo.InvariantCulture);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task UpdatePortfolio_TwoEditorsOfOneRevision_OneWinsAndNothingIsLost()
    {
        var current = await Client.Create();
        var winners = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var both = await Task.WhenAll(Edit(current, $"{round} by ada"), Edit(current, $"{round} by ben"));
            current = Assert.Single(both, each => each.Written is not null).Written!;
            Assert.Equal((StatusCode.Aborted, current.Etag), Assert.Single(both, each => each.Written is null).Refusal);
            winners.Add(current.Description);
        }

        Assert.Equal(winners.Prepend(""), await History(current.Name));
    }

    [Fact]
    public async Task UpdateInitiative_ManyEditorsOfDifferentOnes_AllAreInTheLastRevision()
    {
        var portfolio = await Client.Create();
        await Task.WhenAll(portfolio.Initiatives.Select(async initiative =>
        {
            for (var round = 1; round <= Rounds / 4; round++)
                await Client.Initiatives.UpdateInitiativeAsync(new() { Initiative = With(initiative, round), UpdateMask = new() { Paths = { "description" } } }, cancellationToken: Cancellation);
        }));
        var last = await Client.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation);
        Assert.Equal(1 + portfolio.Initiatives.Count * (Rounds / 4), last.Revision);
        Assert.All(last.Initiatives, each => Assert.Equal(($"round {Rounds / 4}", 1L + Rounds / 4), (each.Description, each.Revision)));
    }

    static Initiative With(Initiative initiative, int round) => new() { Name = initiative.Name, Description = $"round {round}" };

    async Task<(PortfolioDefinition? Written, (StatusCode Code, string Etag) Refusal)> Edit(PortfolioDefinition read, string description)
    {
        var changed = read.Clone();
        changed.Description = description;
        try
        {
            return (await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = changed }, cancellationToken: Cancellation), default);
        }
        catch (RpcException exception)
        {
            return (null, (exception.StatusCode, exception.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["etag"]));
        }
    }

    /// <summary>What every revision said, the first one first.</summary>
    async Task<List<string>> History(string portfolio)
    {
        var said = new List<string>();
        for (var number = 1; number <= Rounds + 1; number++)
            said.Add((await Client.Revisions.GetRevisionAsync(new() { Name = $"{portfolio}/revisions/{number}" }, cancellationToken: Cancellation)).Portfolio.Description);
        return said;
    }
}
