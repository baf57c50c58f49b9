using Grpc.Core;
using Grpc.Core.Interceptors;
using Portfolio.Grains;

namespace Portfolio.Server.Services;

/// <summary>Turns what services and grains throw into refusals that a client can read, and never into a stack trace.</summary>
sealed class RefusalInterceptor(ILogger<RefusalInterceptor> log, IHostApplicationLifetime lifetime) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception) when (Translate(exception, context) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <inheritdoc/>
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception exception) when (Translate(exception, context) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (Translate(exception, context) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception) when (Translate(exception, context) is { } refusal)
        {
            throw refusal;
        }
    }

    RpcException? Translate(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case RpcException:
                return null;
            case RefusedException refused:
                return Refusals.Of(refused);
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return new RpcException(new Status(StatusCode.Cancelled, "the call was cancelled"));
            case var _ when lifetime.ApplicationStopping.IsCancellationRequested:
                return Refusals.Stopping();
            case var _ when StoreException.In(exception) is { } fault:
                log.StorageFailed(fault, context.Method);
                return Refusals.Of(fault);
            case SiloUnavailableException or OrleansMessageRejectionException or EnumerationAbortedException or TimeoutException:
                log.SiloLost(exception, context.Method);
                return Refusals.Moving();
            default:
                var incident = Guid.NewGuid().ToString("N")[..8];
                log.CallFailed(exception, context.Method, incident);
                return Refusals.Internal(incident);
        }
    }
}
