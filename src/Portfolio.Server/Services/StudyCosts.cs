using Google.Protobuf.WellKnownTypes;
using Portfolio.Analysis;
using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Studies;
using Portfolio.Model.Simulation;

namespace Portfolio.Server.Services;

/// <summary>What studies cost to compute, before they start; a question that does not fit its scenarios is found out here.</summary>
sealed class StudyCosts(KnownInquiries inquiries, IKernel kernel, SampleTimer timer)
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
            var inquiry = await inquiries.Of(study, plans).WaitAsync(cancellation);
            var cost = new StudyCost { Cases = inquiry.Cases, InitiativeMonths = inquiry.InitiativeMonths * study.Replications };
            if (timed)
                cost.ExpectedTime = Duration.FromTimeSpan(await timer.Expected(
                    study.Replications, inquiry.ShardSize, (range, token) => inquiry.Simulate(kernel, range, token), cancellation));
            return cost;
        }
        catch (StoppingRuleException exception)
        {
            throw Refusals.Invalid($"study.until.{exception.Path}", exception.Reason);
        }
        catch (QuestionException exception)
        {
            throw Refusals.Invalid($"study.{StudyQuestion.Field(study).Name}.{exception.Path}", exception.Reason);
        }
    }
}
