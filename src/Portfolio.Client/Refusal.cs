using Google.Rpc;
using Grpc.Core;

namespace Portfolio.Client;

/// <summary>Why a server refused a call, in lines that a person can read.</summary>
public static class Refusal
{
    /// <summary>A line for each field that is wrong, or the one thing that is.</summary>
    public static IReadOnlyList<string> Lines(RpcException exception)
    {
        var violations = exception.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations;
        return violations is { Count: > 0 }
            ? [.. violations.Select(violation => $"{violation.Field}: {violation.Description}")]
            : [exception.Status.Detail];
    }
}
