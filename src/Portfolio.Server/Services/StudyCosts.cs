using Google.Protobuf.WellKnownTypes;
using Portfolio.Analysis;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Studies;
using Portfolio.Model.Simulation;

namespace Portfolio.Server.Services;

/// <summary>What studies cost to compute, before they start; a question that does not fit its scenarios is found out here.</summary>
sealed class StudyCosts(KnownInquiries inquiries, ComputePool pool, IKernel kernel, TimeProvider time)
{
    const int MostTries = 3;

    static readonly TimeSpan TryAgainWithin = TimeSpan.FromSeconds(0.3);

    /// <summary>The cost of a study.</summary>
    /// <param name="study">The study, complete.</param>
    /// <param name="plans">What it rests on.</param>
    /// <param name="timed">Whether a small part of it is computed to estimate how long all of it takes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<StudyCost> Of(Study study, IReadOnlyList<RunPlan> plans, bool timed, CancellationToken cancellation)
    {
        try
        {
            var inquiry = await inquiries.Of(study, plans).WaitAsync(cancellation);
            var cost = new StudyCost { Cases = inquiry.Cases, InitiativeMonths = inquiry.InitiativeMonths * study.Replications };
            if (timed)
                cost.ExpectedTime = Duration.FromTimeSpan(await Expected(inquiry, study.Replications, cancellation));
            return cost;
        }
        catch (QuestionException exception)
        {
            throw Refusals.Invalid($"study.{StudyQuestion.Field(study).Name}.{exception.Path}", exception.Reason);
        }
    }

    /// <summary>By a shard on every thread at once, as the study will be computed: threads share memory, and seldom do two twice as much as one.</summary>
    /// <remarks>Of short tries the quickest counts: the first may meet code that the runtime has not compiled yet.</remarks>
    async Task<TimeSpan> Expected(Inquiry inquiry, int replications, CancellationToken cancellation)
    {
        var part = new ReplicationRange(0, Math.Min(inquiry.ShardSize, replications));
        var shards = (replications + part.Count - 1) / part.Count;
        var threads = Math.Min(shards, pool.Threads);
        var (began, quickest) = (time.GetTimestamp(), TimeSpan.MaxValue);
        for (var tried = 0; tried == 0 || (tried < MostTries && time.GetElapsedTime(began) < TryAgainWithin); tried++)
        {
            var took = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => pool.Run(token => Timed(inquiry, part, token), cancellation)));
            quickest = took.Append(quickest).Min();
        }

        return quickest * Math.Ceiling(shards / (double)threads);
    }

    TimeSpan Timed(Inquiry inquiry, ReplicationRange part, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        inquiry.Simulate(kernel, part, cancellation);
        return time.GetElapsedTime(began);
    }
}
