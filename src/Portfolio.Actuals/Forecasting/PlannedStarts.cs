using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;

namespace Portfolio.Actuals.Forecasting;

/// <summary>When initiatives begin, once a scenario's certain events have had their say.</summary>
public static class PlannedStarts
{
    /// <summary>Gives every initiative the start month that an event gives it.</summary>
    public static void Apply(ResolvedDefinition resolved)
    {
        foreach (var start in resolved.Events.Select(each => each.Event).Where(each => each.KindCase == Event.KindOneofCase.StartInitiative && each.YearlyProbability is null))
        {
            foreach (var index in resolved.Ids[start.StartInitiative.Initiative])
                resolved.Portfolio.Initiatives[index].StartMonth = start.StartInitiative.Month;
        }
    }
}
