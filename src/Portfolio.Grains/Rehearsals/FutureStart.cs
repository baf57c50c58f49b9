using Google.Protobuf.WellKnownTypes;
using Portfolio.Actuals.Forecasting;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Model;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Definitions that start in the middle, at the state of a rehearsal.</summary>
static class FutureStart
{
    static readonly string[] Levers = ["capability", "community", "infrastructure", "implementation", "regulation", "framework"];

    /// <summary>The definitions: a forecast's, with what a journal would know less exactly put right.</summary>
    /// <param name="plan">What was lived through.</param>
    /// <param name="options">How it is compiled.</param>
    /// <param name="month">Where everybody stands.</param>
    public static Forecast Of(RunPlan plan, CompileOptions options, RehearsedMonth month)
    {
        var resolved = CheckedPlan.Compiled(plan, options).Resolved;
        var from = Month.Parse(month.CalendarMonth) + 1;
        PlannedStarts.Apply(resolved);
        foreach (var (initiative, standing) in resolved.Portfolio.Initiatives.Zip(month.Initiatives))
        {
            // An event that is drawn may have begun it earlier, or later, than the plan says.
            if (standing.Started)
                initiative.StartMonth = month.CalendarMonth;
        }

        var problems = new Problems();
        var chain = new DefinitionSet(plan.Portfolio, [.. Chain(plan)]);
        var made = Forecast.Of(chain, resolved, from, StandingBeliefs.Of(plan.Portfolio.Name, month, from), problems);
        if (problems.Any)
            throw new RefusedException(Refusal.FailedPrecondition, plan.Portfolio.Name, string.Join("; ", problems.Found));
        var overlay = made.Set.Scenarios[0];
        PutExactly("", month.Programme.Post, overlay);
        overlay.Events.AddRange(month.Programme.Granted.Select((left, index) => Left(Levers[index], left, from)).OfType<Event>());
        foreach (var standing in month.Initiatives.Where(each => each.Started))
            PutExactly(standing, overlay, from);
        return made with { Assumptions = [.. month.Initiatives.Where(each => each.IncidentMonths > 0).Select(OfIncident)] };
    }

    /// <summary>The scenario and what it extends, the scenario first.</summary>
    static IEnumerable<Scenario> Chain(RunPlan plan)
    {
        for (var id = plan.Scenario; plan.Scenarios.FirstOrDefault(each => each.Id == id) is { } scenario && id.Length > 0; id = scenario.Extends)
            yield return scenario;
    }

    static void PutExactly(RehearsedInitiative it, Scenario overlay, Month from)
    {
        var path = $"initiatives.{it.Id}.";
        overlay.Set[$"{path}sites.contracting"] = Value.ForList([.. it.Contracting.Take(Math.Max(1, SubStages(it))).Select(sites => Value.ForNumber(sites))]);
        overlay.Set[$"{path}starvedMonths"] = Value.ForNumber(it.StarvedMonths);
        overlay.Set[$"{path}monthsInAdoption"] = Value.ForNumber(it.MonthsInAdoption);
        PutExactly(path, it.Post, overlay);
        if (Left(it.Id, it.Granted, from) is { } left)
            overlay.Events.Add(left);
    }

    /// <summary>Sub-stages of contracting up to the last in which sites are: an initiative may have fewer than there can be.</summary>
    static int SubStages(RehearsedInitiative it) => it.Contracting.ToList().FindLastIndex(sites => sites > 0) + 1;

    static void PutExactly(string path, PostStanding post, Scenario overlay) => overlay.Set[$"{path}leadership.monthsInPost"] = Value.ForNumber(post.MonthsInPost);

    /// <summary>What grants have left somebody to spend comes as a grant of the first month.</summary>
    static Event? Left(string claimant, double left, Month from) => left == 0
        ? null
        : new Event { Id = $"left-{claimant}", Grant = new Grant { Claimant = claimant, From = from.ToString(), To = (from + 1).ToString(), Amount = new Number { Value = left } } };

    static Assumption OfIncident(RehearsedInitiative it) => new()
    {
        Path = $"initiatives.{it.Id}",
        Text = FormattableString.Invariant($"its safety incident, which lasts {it.IncidentMonths:0.#} months more, is taken to be over"),
    };
}
