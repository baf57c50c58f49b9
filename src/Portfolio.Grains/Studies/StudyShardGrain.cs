using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Studies;

/// <inheritdoc cref="IStudyShardGrain"/>
[EvenPlacement]
sealed class StudyShardGrain(KnownInquiries inquiries, ComputePool pool, IKernel kernel) : Grain, IStudyShardGrain
{
    /// <inheritdoc/>
    public async Task<byte[]> Compute(string study, string planHash, int first, int count, CancellationToken cancellation)
    {
        var inquiry = await inquiries.Of(study, planHash);
        DeactivateOnIdle();
        return await pool.Run(
            token => Compressed.Of(inquiry.Simulate(kernel, new ReplicationRange(first, count), token).Write).ToByteArray(), cancellation, Claim.Of(study));
    }
}
