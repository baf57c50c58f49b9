using Google.Protobuf.WellKnownTypes;
using Portfolio.Actuals.Beliefs;
using Portfolio.Actuals.Forecasting;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Resolving;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;
using Portfolio.Model;

namespace Portfolio.Server.Services;

/// <summary>Definitions that start from what has really happened.</summary>
/// <param name="Set">The definitions.</param>
/// <param name="Scenario">Id of the scenario that starts them.</param>
/// <param name="Start">The journals they start from.</param>
sealed record StartedDefinitions(DefinitionSet Set, string Scenario, PinnedStart Start);

/// <summary>Makes definitions start from what has really happened: asks every initiative's journal, and the programme's, where it stands.</summary>
sealed class ForecastMaker(IGrainFactory grains, TimeProvider time)
{
    /// <summary>The definitions of a forecast.</summary>
    /// <param name="plan">The portfolio, and the scenario with all it extends.</param>
    /// <param name="scenario">Id of the scenario; empty for the plain portfolio.</param>
    /// <param name="forecast">The month; takes the time of knowing, and what had to be taken from the plan.</param>
    public async Task<StartedDefinitions> Start(DefinitionSet plan, string scenario, ForecastStart forecast)
    {
        if (!Month.TryParse(forecast.Month, out var from))
            throw Refusals.Invalid("forecast.month", $"{Quote.Of(forecast.Month)} is not a month; allowed: yyyy-MM");
        forecast.KnownTime ??= time.GetUtcNow().ToTimestamp();
        var problems = new Problems();
        var resolved = Compiler.Compile(plan, scenario.Length == 0 ? null : scenario, new CompileOptions(), problems)?.Resolved ?? throw Refusals.Invalid(problems);
        PlannedStarts.Apply(resolved);
        var beliefs = await Beliefs(plan.Portfolio.Name, resolved, from, forecast.KnownTime.ToDateTimeOffset());
        var made = Forecast.Of(plan, resolved, from, beliefs, problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        forecast.Assumptions.Clear();
        forecast.Assumptions.AddRange(made.Assumptions);
        var start = new PinnedStart { Month = forecast.Month, KnownTime = forecast.KnownTime };
        start.Journals.AddRange(beliefs.Where(belief => belief.LastEntry > 0).Select(Manifests.Pin));
        return new StartedDefinitions(made.Set, made.Scenario, start);
    }

    Task<Belief[]> Beliefs(string portfolio, ResolvedDefinition resolved, Month from, DateTimeOffset known)
    {
        var before = (from + -1).ToString();
        var initiatives = resolved.Portfolio.Initiatives.Select(initiative => ($"{portfolio}/initiatives/{initiative.Id}", Beginnings.Of(initiative)));
        return Task.WhenAll(initiatives.Prepend((portfolio, Beginnings.OfProgramme(resolved.Portfolio))).Select(subject =>
            grains.GetGrain<IJournalGrain>(subject.Item1).Believe(subject.Item2, before, known)));
    }
}
