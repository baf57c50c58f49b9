using Portfolio.Analysis;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Studies;

/// <summary>The inquiries of the studies this silo computes, made ready once each.</summary>
sealed class KnownInquiries(IGrainFactory grains, ComputePool pool)
{
    readonly CompileCache<Inquiry> known = new();

    /// <summary>The inquiry of a study.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="state">Its plans, where the caller has them; else they are asked of the study's grain the first time.</param>
    public Task<Inquiry> Get(string study, StudyState? state = null) => known.Get(study, async () =>
    {
        var plans = state ?? await grains.GetGrain<IStudyGrain>(study).ReadPlan();
        return await pool.Run(_ => Inquiries.Of(plans.Study, plans.Plans), CancellationToken.None);
    });
}
