using Grpc.Core;

namespace Portfolio.Server.Hosting;

/// <summary>Counts the calls under way, so that a process that hosts a server for itself does not take it away from others.</summary>
public sealed class CallCounter
{
    readonly Lock gate = new();
    TaskCompletionSource unused = Completed();
    int underWay;
    bool isClosing;

    /// <summary>Calls under way.</summary>
    public int UnderWay
    {
        get
        {
            lock (gate)
                return underWay;
        }
    }

    /// <summary>Completes when no call is under way.</summary>
    public Task WhenUnused()
    {
        lock (gate)
            return unused.Task;
    }

    /// <summary>Completes when no call is under way, and lets none in from that moment on, so that nobody begins to use a server that is about to end.</summary>
    public Task Close()
    {
        lock (gate)
        {
            isClosing = true;
            return unused.Task;
        }
    }

    sealed internal class Interceptor(CallCounter counter) : Grpc.Core.Interceptors.Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            using var call = counter.Enter();
            return await continuation(request, context);
        }

        public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            using var call = counter.Enter();
            return await continuation(requestStream, context);
        }

        public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            using var call = counter.Enter();
            await continuation(request, responseStream, context);
        }

        public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            using var call = counter.Enter();
            await continuation(requestStream, responseStream, context);
        }
    }

    Call Enter()
    {
        lock (gate)
        {
            if (isClosing && underWay == 0)
                throw new RpcException(new Status(StatusCode.Unavailable, "this server is about to end"));
            if (underWay++ == 0)
                unused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new Call(this);
    }

    void Leave()
    {
        lock (gate)
        {
            if (--underWay == 0)
                unused.SetResult();
        }
    }

    static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    readonly struct Call(CallCounter counter) : IDisposable
    {
        public void Dispose() => counter.Leave();
    }
}
