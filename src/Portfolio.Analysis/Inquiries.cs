using Portfolio.Analysis.Comparing;
using Portfolio.Analysis.Explaining;
using Portfolio.Analysis.Marginal;
using Portfolio.Analysis.Reaching;
using Portfolio.Analysis.Resting;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis;

/// <summary>Makes a study's question ready to be computed.</summary>
public static class Inquiries
{
    /// <summary>The inquiry of a study.</summary>
    /// <param name="study">The study; what it leaves open is filled in.</param>
    /// <param name="plans">What each scenario that the question names rests on, checked, in its order; a counterfactual comes last.</param>
    /// <exception cref="QuestionException">The question does not fit the scenarios.</exception>
    public static Inquiry Of(Study study, IReadOnlyList<RunPlan> plans)
    {
        var scenarios = new PlannedScenarios(plans, study.Seed, study.Point);
        return study.QuestionCase switch
        {
            Study.QuestionOneofCase.Compare => ComparisonInquiry.Of(study.Compare, scenarios, study.Until),
            Study.QuestionOneofCase.Explain => ExplainInquiries.Of(study.Explain, scenarios),
            Study.QuestionOneofCase.NextPound => NextPoundInquiry.Of(study.NextPound, scenarios),
            Study.QuestionOneofCase.Targets => TargetsInquiry.Of(study.Targets, scenarios),
            Study.QuestionOneofCase.RestsOn => RestsOnInquiry.Of(scenarios),
            _ => throw new ArgumentException($"{study.QuestionCase} is no question", nameof(study)),
        };
    }
}
