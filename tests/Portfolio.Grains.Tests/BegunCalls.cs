using System.Collections.Concurrent;

namespace Portfolio.Grains.Tests;

/// <summary>Knows which grains have begun to answer a call: that they have come as far as they do without waiting.</summary>
sealed class BegunCalls : IIncomingGrainCallFilter
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> begun = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var call = context.Invoke();
        Of(context.TargetId.Key.ToString()!).TrySetResult();
        await call;
    }

    /// <summary>Waits until a grain has begun.</summary>
    public Task Wait(string key) => Of(key).Task.WaitAsync(Patience.Limit, TimeProvider.System, TestContext.Current.CancellationToken);

    TaskCompletionSource Of(string key) => begun.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
