using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Interventions as a scenario more: what a rehearsal lives through, and what can be saved of it.</summary>
public static class RehearsalPlans
{
    const string OverlayId = "rehearsed";

    /// <summary>What a rehearsal lives through under interventions. Without any it is the plan itself.</summary>
    public static RunPlan With(this RunPlan plan, IReadOnlyCollection<Intervention> interventions)
    {
        if (interventions.Count == 0)
            return plan;
        var overlay = new Scenario { Id = UnusedId(plan), Extends = plan.Scenario, Events = { interventions.Select(each => each.Event) } };
        return new RunPlan { Portfolio = plan.Portfolio, Scenario = overlay.Id, Scenarios = { plan.Scenarios.Prepend(overlay) } };
    }

    static string UnusedId(RunPlan plan)
    {
        var id = OverlayId;
        while (plan.Scenarios.Any(scenario => scenario.Id == id))
            id += "-";
        return id;
    }
}
