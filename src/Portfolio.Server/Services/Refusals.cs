using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Portfolio.Definitions;
using Portfolio.Grains;
using Status = Google.Rpc.Status;

namespace Portfolio.Server.Services;

/// <summary>Refusals as google.rpc.Status: always with an ErrorInfo, and with the details that fit.</summary>
static class Refusals
{
    const string Domain = "portfolio";
    const int MostViolations = 100;

    /// <summary>One field of a request is wrong.</summary>
    public static RpcException Invalid(string field, string description) => Invalid([(field, description)]);

    /// <summary>A definition has problems: every one of them is a field violation.</summary>
    public static RpcException Invalid(Problems problems, string within = "") =>
        Invalid([.. problems.Found.Select(problem => (Join(within, problem.Document, problem.Path), problem.Text))]);

    /// <summary>Several fields are wrong.</summary>
    public static RpcException Invalid(IReadOnlyList<(string Field, string Description)> violations)
    {
        var request = new BadRequest();
        request.FieldViolations.AddRange(violations.Take(MostViolations).Select(each => new BadRequest.Types.FieldViolation
        {
            Field = each.Field,
            Description = each.Description,
        }));
        var message = violations.Count == 1
            ? $"{violations[0].Field}: {violations[0].Description}"
            : $"{violations.Count} problems, the first: {violations[0].Field}: {violations[0].Description}";
        return Make(Code.InvalidArgument, message, Info("INVALID_ARGUMENT"), request);
    }

    /// <summary>Does some checks, each whatever the others find, and refuses all that they refuse as invalid.</summary>
    public static void InvalidBy(params IEnumerable<Action> checks)
    {
        List<(string, string)> found = [];
        foreach (var check in checks)
        {
            try
            {
                check();
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument && refused.GetRpcStatus()?.GetDetail<BadRequest>() is { } wrong)
            {
                found.AddRange(wrong.FieldViolations.Select(each => (each.Field, each.Description)));
            }
        }

        if (found.Count > 0)
            throw Invalid(found);
    }

    /// <summary>What a grain refused.</summary>
    public static RpcException Of(RefusedException refused)
    {
        if (refused.Refusal == Refusal.Invalid)
            return Invalid([.. refused.Problems.Select(problem => (problem.Field, problem.Text))]);
        var (code, reason) = refused.Refusal switch
        {
            Refusal.NotFound => (Code.NotFound, "NOT_FOUND"),
            Refusal.AlreadyExists => (Code.AlreadyExists, "ALREADY_EXISTS"),
            Refusal.EtagMismatch => (Code.Aborted, "ETAG_MISMATCH"),
            Refusal.OutOfRange => (Code.OutOfRange, "SEQUENCE_OUT_OF_RANGE"),
            Refusal.Compacted => (Code.OutOfRange, "STREAM_COMPACTED"),
            _ => (Code.FailedPrecondition, "FAILED_PRECONDITION"),
        };
        var info = Info(reason);
        if (refused.CurrentEtag.Length > 0)
            info.Metadata["etag"] = refused.CurrentEtag;
        if (refused.Oldest is { } oldest)
        {
            info.Metadata["oldest_epoch"] = oldest.Epoch.ToString(CultureInfo.InvariantCulture);
            info.Metadata["oldest_sequence"] = oldest.Sequence.ToString(CultureInfo.InvariantCulture);
        }

        return Make(code, $"{refused.Resource}: {refused.Message}", info, new ResourceInfo { ResourceName = refused.Resource, Description = refused.Message });
    }

    /// <summary>What the store could not do. Nothing of it was acknowledged.</summary>
    public static RpcException Of(StoreException fault) => fault.Fault switch
    {
        StoreFault.Unavailable => Later(fault.Message, "STORAGE_UNAVAILABLE"),
        StoreFault.Full => Make(Code.ResourceExhausted, fault.Message, Info("STORAGE_FULL"), Retry(TimeSpan.FromSeconds(30))),
        StoreFault.ReadOnly => Make(Code.FailedPrecondition, fault.Message, Info("STORAGE_READ_ONLY")),
        StoreFault.TooNew => Make(Code.FailedPrecondition, fault.Message, Info("STORAGE_TOO_NEW")),
        _ => Make(Code.DataLoss, fault.Message, Info("STORAGE_DAMAGED")),
    };

    /// <summary>What was asked moves to another silo, because its own was lost or its store was.</summary>
    public static RpcException Moving() => Later("what was asked moves to another silo", "MOVING");

    /// <summary>The server is about to stop.</summary>
    public static RpcException Stopping() => Later("the server stops", "SERVER_STOPPING");

    /// <summary>A bug: named, logged, and without its inside.</summary>
    public static RpcException Internal(string incident) =>
        Make(Code.Internal, $"something is wrong in the server; its log says more under {incident}", Info("INTERNAL"));

    static RpcException Later(string message, string reason) => Make(
        Code.Unavailable, message, Info(reason), Retry(TimeSpan.FromSeconds(1)));

    static RetryInfo Retry(TimeSpan delay) => new() { RetryDelay = Duration.FromTimeSpan(delay) };

    static RpcException Make(Code code, string message, params IMessage[] details)
    {
        var status = new Status { Code = (int)code, Message = message };
        status.Details.AddRange(details.Select(detail => Any.Pack(detail)));
        return status.ToRpcException();
    }

    static ErrorInfo Info(string reason) => new() { Domain = Domain, Reason = reason };

    static string Join(params string[] parts) => string.Join('.', parts.Where(part => part.Length > 0));
}
