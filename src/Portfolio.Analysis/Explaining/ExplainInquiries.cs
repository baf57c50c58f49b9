using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Explaining;

/// <summary>Makes the question ready because of what two scenarios differ.</summary>
static class ExplainInquiries
{
    /// <summary>The inquiry of a question: all orders of few changes, sampled ones of many.</summary>
    public static Inquiry Of(ExplainQuestion question, PlannedScenarios scenarios)
    {
        var models = new CoalitionModels(scenarios);
        var columns = ExplainedColumn.AllOf(models.From, question.Initiatives);
        return question.Sampled || models.Changes.Count > AllOrdersInquiry.MostChanges
            ? new SampledOrdersInquiry(models, columns, scenarios.Seed, scenarios.Ids[0], scenarios.Ids[1])
            : new AllOrdersInquiry(models, columns, scenarios.Ids[0], scenarios.Ids[1]);
    }
}
