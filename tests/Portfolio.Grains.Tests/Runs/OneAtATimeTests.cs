using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Work that must not be mixed.</summary>
public sealed class OneAtATimeTests
{
    readonly OneAtATime one = new();

    [Fact]
    public async Task Do_WhileAnotherIsUnderWay_BeginsBehindIt()
    {
        var (gate, done) = (new TaskCompletionSource(), new List<int>());
        var first = one.Do(async () =>
        {
            await gate.Task;
            done.Add(1);
        });
        var second = one.Do(() =>
        {
            done.Add(2);
            return Task.FromResult(done.Count);
        });
        Assert.False(first.IsCompleted || second.IsCompleted);
        gate.SetResult();
        Assert.Equal(2, await second);
        Assert.Equal([1, 2], done);
    }

    [Fact]
    public async Task Do_BehindOneThatFailed_IsDoneAllTheSame()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => one.Do(() => throw new InvalidOperationException()));
        Assert.Equal(7, await one.Do(() => Task.FromResult(7)));
    }
}
