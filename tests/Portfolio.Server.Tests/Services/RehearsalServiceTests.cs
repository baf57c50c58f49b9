using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Rehearsals over gRPC.</summary>
public sealed class RehearsalServiceTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    RehearsalService.RehearsalServiceClient Rehearsals => Client.Rehearsals;

    [Fact]
    public async Task CreateRehearsal_New_PinsWhatItLivesThrough()
    {
        var workspace = Some.OwnWorkspace();
        var portfolio = await Client.Create();
        await Client.Create(portfolio.Name, Some.Scenario("cut"));
        var request = new CreateRehearsalRequest { Parent = workspace, Rehearsal = Of(portfolio.Name, "cut"), RequestId = "one" };
        var made = await Rehearsals.CreateRehearsalAsync(request, cancellationToken: Cancellation);
        Assert.StartsWith($"{workspace}/rehearsals/", made.Name, StringComparison.Ordinal);
        Assert.Equal(("2020-04", 24, 0, 5UL, 1L), (made.Start, made.Months, made.Month, made.Seed, made.PortfolioRevision));
        Assert.Equal(2, made.Manifest.Definitions.Count);
        Assert.Equal(made, await Rehearsals.CreateRehearsalAsync(request, cancellationToken: Cancellation));
        Assert.Equal([made], (await Rehearsals.ListRehearsalsAsync(new() { Parent = workspace }, cancellationToken: Cancellation)).Rehearsals);
        await Rehearsals.DeleteRehearsalAsync(new() { Name = made.Name }, cancellationToken: Cancellation);
        Assert.Equal(StatusCode.NotFound, (await Refused.By(async () => await Rehearsals.GetRehearsalAsync(new() { Name = made.Name }, cancellationToken: Cancellation))).Code);
    }

    [Fact]
    public async Task CreateRehearsal_WrongFields_AreRefusedByName()
    {
        var portfolio = (await Client.Create()).Name;
        var wrong = Of(portfolio);
        wrong.Replication = -1;
        Assert.Equal(["rehearsal.replication"], (await Refused.By(() => Create(wrong))).Fields);
        Assert.Equal(["rehearsal.portfolio"], (await Refused.By(() => Create(new Rehearsal()))).Fields);
    }

    [Fact]
    public async Task PlayRehearsal_CommandsAndFrames_ComeOverOneStream()
    {
        var rehearsal = await Create(Of((await Client.Create()).Name));
        using var call = Rehearsals.PlayRehearsal(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new() { Watch = new() { Name = rehearsal.Name } }, Cancellation);
        await Send(call, new RehearsalCommand { Id = "a", Author = "ann", Step = new StepCommand { Months = 2 } });
        await Send(call, new RehearsalCommand { Id = "b", Author = "ann", Intervene = new InterveneCommand { Event = Cut() } });
        await Send(call, new RehearsalCommand { Id = "c", Author = "ann", Intervene = new InterveneCommand { Event = new Event { StopInitiative = new InitiativeMonth { Initiative = "nobody" } } } });
        await Send(call, new RehearsalCommand { Id = "d", Author = "ann", Annotate = new AnnotateCommand { Text = "so be it" } });
        await call.RequestStream.CompleteAsync();
        var said = new List<string>();
        await foreach (var response in call.ResponseStream.ReadAllAsync(Cancellation))
            said.Add(response.Frame?.ContentCase.ToString() ?? $"{response.Outcome.CommandId} {response.Outcome.OutcomeCase}");
        Assert.Equal(["Month", "Month", "a Applied", "Intervention", "b Applied", "c Refused", "Annotation", "d Applied"], said);
    }

    [Fact]
    public async Task PlayRehearsal_RefusedCommand_NamesTheField()
    {
        await using var player = Client.PlayRehearsal((await Create(Of((await Client.Create()).Name))).Name, "ann");
        await player.Step(cancellation: Cancellation);
        var refused = await Refused.By(() => player.Intervene(new Event { StopInitiative = new InitiativeMonth { Initiative = "scna" } }, Cancellation));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal(["intervene.event.stopInitiative.initiative"], refused.Fields);
        Assert.Equal(["back.month"], (await Refused.By(() => player.Back(2, cancellation: Cancellation))).Fields);
    }

    [Fact]
    public async Task SaveRehearsalScenario_Rehearsed_IsTheSameFuture()
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("cut"));
        await using var player = Client.PlayRehearsal((await Create(Of(portfolio, "cut"))).Name, "ann");
        await player.Step(5, Cancellation);
        await player.Intervene(Cut(), Cancellation);
        await player.Step(10, Cancellation);
        await player.Intervene(new Event { StopInitiative = new InitiativeMonth { Initiative = "read" } }, Cancellation);
        await player.Step(600, Cancellation);
        var saved = await player.Save("rehearsed-once", "to be compared", Cancellation);
        Assert.Equal(("cut", 2), (saved.Extends, saved.Events.Count));
        await using var again = Client.PlayRehearsal((await Create(Of(portfolio, "rehearsed-once"))).Name, "bob");
        await again.Step(600, Cancellation);
        Assert.Equal(await Standings(player.Name), await Standings(again.Name));
    }

    [Fact]
    public async Task GetRehearsalOdds_AtAMonth_SetsThisFutureBesideTheOthers()
    {
        await using var player = Client.PlayRehearsal((await Create(Of((await Client.Create()).Name))).Name, "ann");
        await player.Step(12, Cancellation);
        var view = new View { Subjects = { "portfolio", "initiatives/scan" }, Series = { Series.Live } };
        var odds = await player.Odds(view, month: 8, replications: 200, Cancellation);
        Assert.Equal((8, 200, 2), (odds.Month, odds.Replications, odds.Lines.Count));
        Assert.All(odds.Lines, line => Assert.Equal((8, 16, 4), (line.Band.Months[0], line.Band.Months.Count, line.Lived.Count)));
        var standings = await Standings(player.Name);
        Assert.Equal(Enumerable.Range(8, 4).Select(month => (double)standings[month].Initiatives[0].Live), odds.Lines[1].Lived);

        // A month later few sites can have moved: all others are near where this future stood.
        var stood = standings[7].Initiatives[0].Live;
        Assert.InRange(odds.Lines[1].Band.Mean[0], stood - 1.0, stood + 1.0);
        Assert.Equal(StatusCode.OutOfRange, (await Refused.By(() => player.Odds(view, month: 13, cancellation: Cancellation))).Code);
    }

    static Event Cut() => new() { Budget = new BudgetFactor { Factor = new Number { Value = 0.3 } } };

    static Rehearsal Of(string portfolio, string scenario = "") =>
        new() { Portfolio = portfolio, Scenario = scenario.Length == 0 ? "" : $"{portfolio}/scenarios/{scenario}", Replication = 3, Author = "ann" };

    static Task Send(AsyncDuplexStreamingCall<PlayRehearsalRequest, PlayRehearsalResponse> call, RehearsalCommand command) =>
        call.RequestStream.WriteAsync(new() { Command = command }, Cancellation);

    async Task<Rehearsal> Create(Rehearsal rehearsal) =>
        await Rehearsals.CreateRehearsalAsync(new() { Parent = Some.Workspace, Rehearsal = rehearsal }, cancellationToken: Cancellation);

    /// <summary>The months without what happened in them, as one has interventions where the other has events.</summary>
    async Task<List<RehearsedMonth>> Standings(string rehearsal)
    {
        var months = new List<RehearsedMonth>();
        var lived = (await Rehearsals.GetRehearsalAsync(new() { Name = rehearsal }, cancellationToken: Cancellation)).Month;
        await foreach (var frame in Client.WatchRehearsal(rehearsal, Cancellation))
        {
            if (frame.Month is not { } month)
                continue;
            month.Happenings.Clear();
            months.Add(month);
            if (months.Count == lived)
                break;
        }

        return months;
    }
}
