using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Studies;

/// <summary>The models of the studies this silo computes, compiled once each.</summary>
sealed class CompiledStudies(IGrainFactory grains, ComputePool pool)
{
    readonly CompileCache<CompiledStudy> known = new();

    /// <summary>The models of a study.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="state">Its plans, where the caller has them; else they are asked of the study's grain the first time.</param>
    public Task<CompiledStudy> Get(string study, StudyState? state = null) => known.Get(study, async () =>
    {
        var plans = state ?? await grains.GetGrain<IStudyGrain>(study).ReadPlan();
        return await pool.Run(_ => CompiledStudy.Of(plans), CancellationToken.None);
    });
}
