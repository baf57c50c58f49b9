using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Resolving;
using Portfolio.Model;

namespace Portfolio.Actuals.Forecasting;

/// <summary>Definitions that start in the middle, at what has really happened.</summary>
/// <param name="Set">The portfolio, cut to the months that are left, and its scenarios.</param>
/// <param name="Scenario">Id of the scenario that puts everything where it really stands.</param>
/// <param name="Assumptions">What nobody recorded, and what was taken instead.</param>
public sealed record Forecast(DefinitionSet Set, string Scenario, IReadOnlyList<Assumption> Assumptions)
{
    /// <summary>The definitions of a forecast.</summary>
    /// <remarks>
    /// A forecast is a scenario more: one that extends the chosen one, puts what is believed where the plan had its start values, and holds the events that are still to come. So it can be read, and
    /// compiles, like any other.
    /// </remarks>
    /// <param name="chain">The portfolio, and the scenario with all it extends, the scenario first; none for the plain portfolio.</param>
    /// <param name="resolved">The same, resolved, with planned starts applied.</param>
    /// <param name="from">First month of the forecast.</param>
    /// <param name="beliefs">What is believed of the programme and every initiative at the end of the month before.</param>
    /// <param name="problems">Takes what makes a forecast impossible.</param>
    public static Forecast Of(DefinitionSet chain, ResolvedDefinition resolved, Month from, IReadOnlyList<Belief> beliefs, Problems problems)
    {
        var horizon = Horizon.Of(resolved.Portfolio);
        if (!horizon.Contains(from))
            problems.Add("", "forecast.month", $"{from} lies outside the portfolio's months; allowed: {horizon}");
        var assumptions = new List<Assumption>();
        var (portfolio, dropped) = RemainingMonths.Of(chain.Portfolio, from);
        var events = new RemainingEvents(resolved, from, assumptions, problems);
        var overlay = new Scenario { Id = $"forecast-{from}", Extends = chain.Scenarios.Count == 0 ? "" : chain.Scenarios[0].Id };
        var states = new StartStates(resolved, from, overlay.Set, assumptions);
        foreach (var belief in beliefs)
        {
            if (resolved.Portfolio.Initiatives.FirstOrDefault(initiative => belief.Subject.EndsWith($"/initiatives/{initiative.Id}", StringComparison.Ordinal)) is not { } initiative)
                states.PutProgramme(belief);
            else if (states.Put(initiative, belief))
                events.Stop(initiative.Id);
        }

        overlay.Events.AddRange(events.Remaining(beliefs));
        var scenarios = chain.Scenarios.Select(scenario => WithoutEvents(scenario, dropped));
        return new Forecast(new DefinitionSet(portfolio, [overlay, .. scenarios]), overlay.Id, assumptions);
    }

    /// <summary>Events are the forecast's own; what a scenario says of lines and targets that lie behind is left out with them.</summary>
    static Scenario WithoutEvents(Scenario scenario, IReadOnlyList<string> dropped)
    {
        var copy = scenario.Clone();
        copy.Events.Clear();
        copy.Remove.Clear();
        foreach (var path in scenario.Set.Keys.Where(path => dropped.Any(each => path.StartsWith(each, StringComparison.Ordinal))))
            copy.Set.Remove(path);
        return copy;
    }
}
