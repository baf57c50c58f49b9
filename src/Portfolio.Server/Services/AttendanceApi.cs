using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Services;

/// <summary>Attendance over gRPC: a call that is under way as long as its caller is there, so that a host waits for it also between other calls.</summary>
sealed class AttendanceApi(IHostApplicationLifetime lifetime) : AttendanceService.AttendanceServiceBase
{
    /// <inheritdoc/>
    public override async Task Attend(AttendRequest request, IServerStreamWriter<AttendResponse> responseStream, ServerCallContext context)
    {
        using var until = lifetime.UntilStopping(context);
        await responseStream.WriteAsync(new AttendResponse(), context.CancellationToken);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var leaving = until.Token.Register(() => left.TrySetResult());
        await left.Task;
    }
}
