using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>What comes oftener than it may is told as often as it may, whatever the two have in common; what comes more seldom is told at once.</summary>
public sealed class RhythmTests
{
    const int Between = 100;
    const int Beats = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    [InlineData(90)]
    [InlineData(99)]
    public void ThereIsAlwaysSomethingNew_AsManyComeAsMay(int every)
    {
        var came = Came(every, _ => false);
        Assert.InRange(came.Count, Beats - 2, Beats + 1);
        Assert.All(came.Zip(came.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Between / 2, $"{pair.Second} ms just behind {pair.First} ms"));
    }

    [Theory]
    [InlineData(130)]
    [InlineData(450)]
    public void ThereIsSeldomSomethingNew_ComesAtOnce(int every) =>
        Assert.Equal(Enumerable.Range(0, (Beats * Between / every) + 1).Select(number => number * every), Came(every, _ => false));

    /// <summary>A second without news is not made up for by many that come at once.</summary>
    [Fact]
    public void BehindAPause_ComesNoOftener()
    {
        var came = Came(10, at => at is > 500 and < 1500);
        Assert.InRange(came.Count(at => at is >= 1500 and < 2500), 10, 11);
    }

    [Fact]
    public void ComesBeforeItsTime_NextIsAWholePauseBehindIt()
    {
        var time = new SimulatedTime();
        var rhythm = new Rhythm(time, TimeSpan.FromMilliseconds(Between));
        time.Do(async () =>
        {
            rhythm.Come();
            await Task.Delay(TimeSpan.FromMilliseconds(Between / 5), time);
            rhythm.Come();
        });
        Assert.Equal(TimeSpan.FromMilliseconds(Between), rhythm.Left);
    }

    /// <summary>When it came, in milliseconds, where something is new every so many and the newest is told as soon as it may be.</summary>
    static List<int> Came(int every, Func<int, bool> isQuiet)
    {
        var (time, came, isNew) = (new SimulatedTime(), new List<int>(), false);
        var rhythm = new Rhythm(time, TimeSpan.FromMilliseconds(Between));
        time.Do(async () =>
        {
            for (var at = 0; at <= Beats * Between; at++)
            {
                isNew |= at % every == 0 && !isQuiet(at);
                if (isNew && rhythm.Left <= TimeSpan.Zero)
                {
                    rhythm.Come();
                    came.Add(at);
                    isNew = false;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(1), time);
            }
        });
        return came;
    }
}
