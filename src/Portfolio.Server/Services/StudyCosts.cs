using Google.Protobuf.WellKnownTypes;
using Portfolio.Analysis;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Server.Services;

/// <summary>What studies cost to compute, before they start; a question that does not fit its scenarios is found out here.</summary>
sealed class StudyCosts(ComputePool pool, IKernel kernel, TimeProvider time)
{
    /// <summary>The cost of a study.</summary>
    /// <param name="study">The study, complete.</param>
    /// <param name="plans">What it rests on.</param>
    /// <param name="timed">Whether a small part of it is computed to estimate how long all of it takes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<StudyCost> Of(Study study, IReadOnlyList<RunPlan> plans, bool timed, CancellationToken cancellation)
    {
        try
        {
            return await pool.Run(token => Of(study, plans, timed ? kernel : null, token), cancellation);
        }
        catch (QuestionException exception)
        {
            throw Refusals.Invalid($"study.{FieldOf(study)}.{exception.Path}", exception.Reason);
        }
    }

    StudyCost Of(Study study, IReadOnlyList<RunPlan> plans, IKernel? timing, CancellationToken cancellation)
    {
        var inquiry = Inquiries.Of(study, plans);
        var cost = new StudyCost { Cases = inquiry.Cases, InitiativeMonths = inquiry.InitiativeMonths * study.Replications };
        if (timing is null)
            return cost;
        var part = Math.Min(inquiry.ShardSize, study.Replications);
        var began = time.GetTimestamp();
        inquiry.Simulate(timing, new ReplicationRange(0, part), cancellation);
        var shards = Math.Ceiling(study.Replications / (double)part);
        cost.ExpectedTime = Duration.FromTimeSpan(time.GetElapsedTime(began) * (shards / Math.Min(shards, pool.Threads)));
        return cost;
    }

    static string FieldOf(Study study) => Study.Descriptor.FindFieldByNumber((int)study.QuestionCase).Name;
}
