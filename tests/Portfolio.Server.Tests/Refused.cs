using Google.Rpc;
using Grpc.Core;

namespace Portfolio.Server.Tests;

/// <summary>A refusal as a client gets it.</summary>
/// <param name="Code">gRPC's code.</param>
/// <param name="Reason">The reason of its ErrorInfo.</param>
/// <param name="Status">All of it.</param>
sealed record Refused(StatusCode Code, string Reason, Google.Rpc.Status Status)
{
    /// <summary>The fields that are wrong.</summary>
    public IReadOnlyList<string> Fields => [.. (Status.GetDetail<BadRequest>()?.FieldViolations ?? []).Select(violation => violation.Field)];

    /// <summary>The resource it is about.</summary>
    public string? Resource => Status.GetDetail<ResourceInfo>()?.ResourceName;

    /// <summary>The refusal of a call: a google.rpc.Status with an ErrorInfo and nothing of the server's inside.</summary>
    public static async Task<Refused> By(Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        var status = exception.GetRpcStatus();
        Assert.True(status is not null, $"no google.rpc.Status in {exception.Status}");
        Assert.Equal(((int)exception.StatusCode, exception.Status.Detail), (status.Code, status.Message));
        Assert.DoesNotContain("   at ", status.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", status.ToString(), StringComparison.Ordinal);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal("portfolio", info?.Domain);
        return new Refused(exception.StatusCode, info!.Reason, status);
    }
}
