using Google.Rpc;
using Grpc.Core;

namespace Portfolio.Client;

/// <summary>Why a server refused a call, in lines that a person can read.</summary>
public static class Refusal
{
    const string Gone = "the server no longer answers; what it acknowledged is kept, and runs and studies go on when it is started again";

    /// <summary>A line for each field that is wrong, or the one thing that is.</summary>
    public static IReadOnlyList<string> Lines(RpcException exception)
    {
        var violations = Violations(exception);
        return violations.Count > 0 ? [.. violations.Select(violation => $"{violation.Field}: {violation.Text}")] : [IsLoss(exception) ? Gone : exception.Status.Detail];
    }

    /// <summary>Whether nobody answered: what a server refuses comes with a status of its own.</summary>
    static bool IsLoss(RpcException exception) => exception.StatusCode == StatusCode.Unavailable && exception.GetRpcStatus() is null;

    /// <summary>The fields that are wrong, and what is wrong with each; none where it is about something else.</summary>
    public static IReadOnlyList<(string Field, string Text)> Violations(RpcException exception) =>
        [.. (exception.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations ?? []).Select(violation => (violation.Field, violation.Description))];
}
