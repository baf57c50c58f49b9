using System.Net;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Tests.Computing;

/// <summary>How long work is expected to take, by a part of it.</summary>
public sealed class SampleTimerTests
{
    /// <summary>Ten parts of a second each, on silos of a thread each.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(20, 1)]
    public async Task Expected_OnSomeSilos_IsWhatTheBusiestOfThemHasToDo(int silos, int seconds)
    {
        var clock = new Clock();
        using var pool = new ComputePool(new ComputeOptions { Threads = 1 });
        var timer = new SampleTimer(new Members([.. Enumerable.Range(1, silos).Select(silo => SiloAddress.New(IPAddress.Loopback, 100 + silo, 1))]), pool, clock);
        var expected = await timer.Expected(1000, 100, (_, _) => clock.Pass(TimeSpan.FromSeconds(1)), TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(seconds), expected);
    }

    /// <summary>Of short tries the quickest counts.</summary>
    [Fact]
    public async Task Expected_FirstTryMeetsCodeThatIsNotCompiled_IsThatOfTheNext()
    {
        var (clock, tries) = (new Clock(), new Queue<int>([50, 2, 3]));
        using var pool = new ComputePool(new ComputeOptions { Threads = 1 });
        var timer = new SampleTimer(new Members([SiloAddress.New(IPAddress.Loopback, 100, 1)]), pool, clock);
        var expected = await timer.Expected(64, 64, (_, _) => clock.Pass(TimeSpan.FromMilliseconds(tries.Dequeue())), TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromMilliseconds(2), expected);
    }

    /// <summary>A clock that is set by whoever does something.</summary>
    sealed class Clock : TimeProvider
    {
        long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public void Pass(TimeSpan time) => Interlocked.Add(ref now, time.Ticks);
    }
}
