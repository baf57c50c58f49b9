using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Tests.Computing;

/// <summary>The order in which what waits is computed.</summary>
public sealed class FairQueueTests
{
    [Fact]
    public void TryDequeue_Empty_FindsNothing() => Assert.False(new FairQueue<int>().TryDequeue(out _));

    [Fact]
    public void TryDequeue_WhatSomebodyWaitsFor_GoesBeforeBatches() =>
        Assert.Equal([2, 4, 1, 3], Order((Claim.OfBatch("workspaces/a/batches/b"), 1), (Claim.Of("workspaces/a/runs/r"), 2), (Claim.OfBatch("workspaces/a"), 3), (Claim.Of("workspaces/a"), 4)));

    [Fact]
    public void TryDequeue_OneWorkspaceWantsMuch_TheOthersGetTheirTurn()
    {
        var greedy = Enumerable.Range(0, 100).Select(item => (Claim.Of("workspaces/greedy"), item));
        var order = Order([.. greedy, (Claim.Of("workspaces/modest"), 1000), (Claim.Of("workspaces/modest"), 1001)]);
        Assert.Equal([0, 1000, 1, 1001, 2, 3], order.Take(6));
        Assert.Equal(102, order.Count);
    }

    [Fact]
    public void TryDequeue_WithinAWorkspace_IsFirstComeFirstServed() =>
        Assert.Equal(Enumerable.Range(0, 10), Order([.. Enumerable.Range(0, 10).Select(item => (Claim.Of("workspaces/a"), item))]));

    static List<int> Order(params (Claim Claim, int Item)[] given)
    {
        var queue = new FairQueue<int>();
        foreach (var (claim, item) in given)
            queue.Enqueue(claim, item);
        var order = new List<int>();
        while (queue.TryDequeue(out var item))
            order.Add(item);
        return order;
    }
}
