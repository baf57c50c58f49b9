using Portfolio.Analysis;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Studies;

/// <summary>The inquiries this silo made ready last, by the hash of question and definitions: one that is valued, created and computed here is compiled once.</summary>
public sealed class KnownInquiries(IGrainFactory grains, ComputePool pool)
{
    readonly CompileCache<Inquiry> known = new();

    /// <summary>The inquiry of a question, made ready.</summary>
    /// <param name="study">The study, with the hash of its plan.</param>
    /// <param name="plans">What its scenarios rest on.</param>
    /// <exception cref="QuestionException">The question does not fit the scenarios.</exception>
    public Task<Inquiry> Of(Study study, IReadOnlyList<RunPlan> plans) => known.Get(study.PlanHash, () => Make(study, plans));

    /// <summary>The inquiry of a study that was created, perhaps on another silo: then its plan is asked of the study's grain the first time.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="planHash">Hash of its plan.</param>
    public Task<Inquiry> Of(string study, string planHash) => known.Get(planHash, async () =>
    {
        var state = await grains.GetGrain<IStudyGrain>(study).ReadPlan();
        return await Make(state.Study, state.Plans);
    });

    Task<Inquiry> Make(Study study, IReadOnlyList<RunPlan> plans) => pool.Run(
        cancellation =>
        {
            var inquiry = Inquiries.Of(study, plans);
            inquiry.MakeReady(cancellation);
            return inquiry;
        },
        CancellationToken.None);
}
