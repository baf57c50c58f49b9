using Portfolio.Contracts.V1;
using Portfolio.Grains;

namespace Portfolio.Server.Services;

/// <summary>Which replication of a run a request wants replayed.</summary>
static class ReplicationChoice
{
    /// <summary>Refuses a replication that is not done.</summary>
    public static int Of(ReplayReplicationRequest request, Run run)
    {
        if (run.ReplicationsDone == 0)
            throw new RefusedException(Refusal.FailedPrecondition, run.Name, "no replication is done yet");
        return request.Replication >= 0 && request.Replication < run.ReplicationsDone
            ? request.Replication
            : throw Refusals.Invalid("replication", $"{run.Name} has no replication {request.Replication}; allowed: 0 to {run.ReplicationsDone - 1}, those that are done");
    }
}
