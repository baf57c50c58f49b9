using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Which runs may hold what they merged.</summary>
public sealed class HeldRunsTests
{
    readonly HeldRuns held = new();
    readonly List<int> letGo = [];

    [Fact]
    public void Note_MoreThanMayBeHeld_LetsGoThoseThatWereAskedAboutLongestAgo()
    {
        for (var run = 0; run < HeldRuns.Most; run++)
            Note(run);
        Note(0);
        Assert.Empty(letGo);
        Note(HeldRuns.Most);
        Note(HeldRuns.Most + 1);
        Assert.Equal([1, 2], letGo);
    }

    [Fact]
    public void Forget_OneThatIsHeld_MakesRoom()
    {
        for (var run = 0; run < HeldRuns.Most; run++)
            Note(run);
        held.Forget("3");
        Note(HeldRuns.Most);
        Assert.Empty(letGo);
    }

    void Note(int run) => held.Note($"{run}", () => letGo.Add(run));
}
