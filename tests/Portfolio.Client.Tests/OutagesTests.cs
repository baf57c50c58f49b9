namespace Portfolio.Client.Tests;

/// <summary>When it is told that streams are lost, and that they go on, step by step: <see cref="OutageTests"/> has them lost by a server.</summary>
public sealed class OutagesTests
{
    static readonly TimeSpan TimeLeft = TimeSpan.FromSeconds(29);

    readonly Clock clock = new();
    readonly Outages outages;
    readonly List<string> told = [];

    public OutagesTests()
    {
        outages = new Outages(new ServerAddresses(new Uri("http://127.0.0.1:1")), new ClientOptions { Time = clock });
        outages.Began += _ => told.Add("began");
        outages.Ended += _ => told.Add("ended");
    }

    [Fact]
    public void GoOn_LastOfThoseLost_EndsIt()
    {
        Begin(since: 1);
        Begin(since: 2);
        outages.GoOn();
        Assert.NotNull(outages.Current);
        outages.GoOn();
        Assert.Null(outages.Current);
        Assert.Equal(["began", "ended"], told);
    }

    [Fact]
    public void Leave_AfterAnotherWentOn_EndsIt()
    {
        Begin(since: 1);
        Begin(since: 2);
        outages.GoOn();
        outages.Leave();
        Assert.Equal(["began", "ended"], told);
    }

    [Fact]
    public void Leave_NoneWentOn_TellsOfNoEnd()
    {
        Begin(since: 1);
        outages.Leave();
        Assert.NotNull(outages.Current);
        Assert.Equal(["began"], told);
    }

    /// <summary>A program that stops on being told leaves one stream after the other; those that were lost with the first have nothing new to tell.</summary>
    [Fact]
    public void Begin_LostBeforeTheOthersLeft_IsInTheirOutage()
    {
        Begin(since: 1);
        clock.Now = 3;
        outages.Leave();
        Begin(since: 3);
        Assert.Equal(["began"], told);
        outages.GoOn();
        Assert.Equal(["began", "ended"], told);
        Assert.Null(outages.Current);
    }

    [Fact]
    public void Begin_LostAfterTheOthersLeft_IsAnOutageOfItsOwn()
    {
        Begin(since: 1);
        clock.Now = 3;
        outages.Leave();
        Begin(since: 4);
        Assert.Equal(["began", "began"], told);
    }

    [Fact]
    public void Begin_AfterOneThatEnded_IsAnother()
    {
        Begin(since: 1);
        outages.GoOn();
        Begin(since: 1);
        Assert.Equal(["began", "ended", "began"], told);
    }

    void Begin(long since) => outages.Begin(since, TimeLeft, why: null);

    /// <summary>A clock that stands where it is put.</summary>
    sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }
}
