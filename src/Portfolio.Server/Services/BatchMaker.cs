using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Batches;
using Portfolio.Grains.Runs;

namespace Portfolio.Server.Services;

/// <summary>Checks what a request says of a batch, and pins what it rests on.</summary>
sealed class BatchMaker(DefinitionReader reader)
{
    /// <summary>Completes a batch.</summary>
    /// <returns>The portfolio, and every scenario with all that it extends.</returns>
    /// <exception cref="Grpc.Core.RpcException">Something is wrong with it; every problem is told.</exception>
    public async Task<RunPlan> Complete(Batch batch)
    {
        ResourceName.RequirePortfolio(batch.Portfolio, "batch.portfolio");
        if (batch.PointsFile.Length > 0)
            throw Refusals.Invalid("batch.points_file", "is for files; a request names its points");
        var portfolio = await reader.Portfolio(batch.Portfolio, batch.PortfolioRevision);
        var set = new DefinitionSet(portfolio, await Scenarios(batch));
        var problems = new Problems();
        BatchChecks.Check(batch, set, problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        var plan = new RunPlan { Portfolio = portfolio, Scenarios = { set.Scenarios } };
        (batch.Name, batch.PortfolioRevision, batch.EngineVersion) = ("", portfolio.Revision, PlanHash.Engine);
        (batch.State, batch.Items, batch.Error, batch.CreateTime, batch.EndTime, batch.PlanHash) = (default, 0, null, null, null, "");
        batch.PlanHash = PlanHash.Of([plan], portfolio.Seed, point: false, output => output.WriteMessage(Asked(batch)));
        batch.Items = BatchItems.Count(batch);
        return plan;
    }

    /// <summary>What a batch asks, whichever engine answers it and whichever revision it was that says what its plan says.</summary>
    static Batch Asked(Batch batch)
    {
        var asked = batch.Clone();
        (asked.EngineVersion, asked.PortfolioRevision) = ("", 0);
        asked.ScenarioRevisions.Clear();
        return asked;
    }

    /// <summary>The scenarios that a batch names, each once, with all that they extend. What is not there is left out, for the checks to tell.</summary>
    async Task<List<Scenario>> Scenarios(Batch batch)
    {
        var known = (await reader.Scenarios(batch.Portfolio)).ConvertAll(scenario => scenario.Id);
        var revisions = new ScenarioRevisions(batch.ScenarioRevisions, "batch.scenario_revisions");
        var found = new Dictionary<string, Scenario>();
        foreach (var id in batch.Scenarios.Concat(batch.Points.Select(point => point.Scenario)).Where(known.Contains).Distinct())
        {
            foreach (var scenario in await reader.Chain($"{batch.Portfolio}/scenarios/{id}", revisions))
                found[scenario.Id] = scenario;
        }

        revisions.Complete();
        return [.. found.Values];
    }
}
