using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;
using Portfolio.Grains.Rehearsals;
using Portfolio.Grains.Runs;

namespace Portfolio.Server.Services;

/// <summary>Pins what a rehearsal lives through, and makes scenarios of what was done in it.</summary>
sealed class RehearsalMaker(IGrainFactory grains, DefinitionReader reader, PlanMaker plans, ScenarioWriter scenarios)
{
    const int MostReplications = 1_000_000;
    const int LongestAuthor = 200;
    const int LongestDescription = 2000;

    /// <summary>A rehearsal before its first month, checked.</summary>
    public async Task<RehearsalState> Make(Rehearsal rehearsal)
    {
        Check(rehearsal);
        var portfolio = await reader.Portfolio(rehearsal.Portfolio, rehearsal.PortfolioRevision);
        var made = new Rehearsal
        {
            Portfolio = rehearsal.Portfolio,
            PortfolioRevision = portfolio.Revision,
            Scenario = rehearsal.Scenario,
            ScenarioRevisions = { rehearsal.ScenarioRevisions },
            Replication = rehearsal.Replication,
            Point = rehearsal.Point,
            Description = rehearsal.Description,
            Author = rehearsal.Author,
        };
        var revisions = new ScenarioRevisions(made.ScenarioRevisions, "rehearsal.scenario_revisions");
        var planned = await plans.Of(portfolio, made.Scenario, revisions, rehearsal.HasSeed ? rehearsal.Seed : null, made.Point);
        revisions.Complete();
        (made.Seed, made.Start, made.Months) = (planned.Model.Seed, planned.Model.Start.ToString(), planned.Model.Months);
        made.Manifest = Manifests.Complete(planned.Manifest, planned.Plan, made.Point);
        return new RehearsalState { Rehearsal = made, Plan = planned.Plan };
    }

    /// <summary>Makes a scenario of a rehearsal's interventions in force.</summary>
    public async Task<Scenario> Save(SaveRehearsalScenarioRequest request)
    {
        var rehearsal = await grains.GetGrain<IRehearsalGrain>(ResourceName.RequireRehearsal(request.Name, "name")).Read();
        var name = ResourceName.RequireScenario($"{rehearsal.Portfolio}/scenarios/{request.ScenarioId}", "scenario_id");
        var scenario = new Scenario
        {
            Id = request.ScenarioId,
            Description = request.Description,
            Extends = rehearsal.Scenario.Length == 0 ? "" : ResourceName.IdOf(rehearsal.Scenario),
            Events = { rehearsal.Interventions.Where(each => each.UndoTime is null).Select(each => each.Event) },
        };
        var mode = new WriteMode(MustBeNew: true, MayBeNew: true, request.RequestId) { Change = ChangeNote.Checked(request.Change) };
        return await scenarios.Write(name, scenario, mode, request.ValidateOnly);
    }

    static void Check(Rehearsal rehearsal)
    {
        ResourceName.RequirePortfolio(rehearsal.Portfolio, "rehearsal.portfolio");
        if (rehearsal.Scenario.Length > 0 && ResourceName.ParentOf(ResourceName.RequireScenario(rehearsal.Scenario, "rehearsal.scenario")) != rehearsal.Portfolio)
            throw Refusals.Invalid("rehearsal.scenario", $"{rehearsal.Scenario} is not a scenario of {rehearsal.Portfolio}");
        if (rehearsal.Replication is < 0 or >= MostReplications)
            throw Refusals.Invalid("rehearsal.replication", $"{rehearsal.Replication} is not allowed; allowed: 0 to {MostReplications - 1}");
        if (rehearsal.Author.Length > LongestAuthor)
            throw Refusals.Invalid("rehearsal.author", $"has {rehearsal.Author.Length} characters; allowed: at most {LongestAuthor}");
        if (rehearsal.Description.Length > LongestDescription)
            throw Refusals.Invalid("rehearsal.description", $"has {rehearsal.Description.Length} characters; allowed: at most {LongestDescription}");
    }
}
