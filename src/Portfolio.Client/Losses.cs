using Grpc.Core;

namespace Portfolio.Client;

/// <summary>Connections that are lost.</summary>
static class Losses
{
    /// <summary>Losses in a row after which nobody tries again.</summary>
    public const int Most = 8;

    /// <summary>How a call ended that was lost. A stream that nobody here cancelled was reset by a server that went away.</summary>
    public static bool IsLoss(this RpcException exception) => exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled;

    /// <summary>How long to wait before trying again: each loss in a row doubles it.</summary>
    /// <param name="first">How long after the first.</param>
    /// <param name="before">Losses before this one.</param>
    public static TimeSpan Pause(TimeSpan first, int before) => first * Math.Pow(2, before);
}
