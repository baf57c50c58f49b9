using Portfolio.Analysis.Stopping;

namespace Portfolio.Analysis.Tests.Stopping;

/// <summary>The counts at which rules look.</summary>
public class LooksTests
{
    [Fact]
    public void Behind_FromNothing_AreFourAnOctaveFrom1024() =>
        Assert.Equal([1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120], First(new Looks(1, 4), 10));

    [Fact]
    public void Behind_OnePerOctave_Doubles() => Assert.Equal([1024, 2048, 4096, 8192], First(new Looks(1, 1), 4));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Behind_SharedDraws_AreWholeOnesAndWholeBlocks(int perDraw) => Assert.All(First(new Looks(perDraw, 4), 30), look =>
    {
        Assert.Equal(0, look % perDraw);
        Assert.Equal(0, look % 64);
        Assert.InRange(look, 1024L * perDraw, long.MaxValue);
    });

    [Fact]
    public void NumberFrom_AnyCount_IsThatOfTheLookThereOrBehind()
    {
        var looks = new Looks(1, 4);
        Assert.Equal([1, 1, 2, 2, 3], new[] { 1, 1024, 1025, 1280, 1281 }.Select(looks.NumberFrom));
        Assert.Equal([true, false, true], new[] { 1024, 1279, 1280 }.Select(looks.Contain));
    }

    static List<long> First(Looks looks, int count)
    {
        List<long> found = [];
        for (var at = 0L; found.Count < count; found.Add(at))
            at = looks.Behind(at);
        return found;
    }
}
