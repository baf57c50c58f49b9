using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Reaching;

/// <summary>When the targets of the first scenario are reached under each, and what each costs.</summary>
/// <param name="models">What each scenario simulates.</param>
/// <param name="ids">Ids of the scenarios.</param>
/// <param name="probability">The probability with which targets are wanted.</param>
sealed class TargetsFindings(IReadOnlyList<PortfolioModel> models, IReadOnlyList<string> ids, double probability) : Findings
{
    const SeriesKind Money = SeriesKind.Amount;

    readonly Moments[] costs = new Moments[models.Count];
    readonly ReachedTarget[][] targets = [.. models[0].Targets.Select(target => models.Select(model => new ReachedTarget(model, target.Id)).ToArray())];

    /// <inheritdoc/>
    public override int Replications => costs[0].Count;

    /// <summary>Adds replications under a scenario; all scenarios get the same ones.</summary>
    public void Add(int scenario, OutcomeTable outcomes)
    {
        foreach (var received in outcomes[0, Outcome.Received])
            costs[scenario] = costs[scenario].With(Quantisation.ToUnits(Money, received));
        foreach (var target in targets)
            target[scenario].Add(outcomes);
    }

    /// <inheritdoc/>
    public override void Write(BinaryWriter writer)
    {
        foreach (var cost in costs)
            writer.Write(cost);
        foreach (var target in targets.SelectMany(each => each))
            target.Write(writer);
    }

    /// <inheritdoc/>
    public override void Read(BinaryReader reader)
    {
        foreach (ref var cost in costs.AsSpan())
            cost += reader.ReadMoments();
        foreach (var target in targets.SelectMany(each => each))
            target.Read(reader);
    }

    /// <inheritdoc/>
    public override void Tell(StudyAnswer answer)
    {
        var told = answer.Targets = new TargetsMet { Probability = probability };
        told.Scenarios.AddRange(ids);
        told.Costs.AddRange(costs.Select(cost => Effects.Of(cost, Quantisation.Unit(Money))));
        told.Targets.AddRange(targets.Select((_, target) => Tell(target)));
        answer.Summary.AddRange(TargetsSummary.Of(told));
    }

    TargetAnswer Tell(int index)
    {
        var target = models[0].Targets[index];
        var told = new TargetAnswer { Target = target.Id, By = (models[0].Start + target.By).ToString() };
        told.Scenarios.AddRange(targets[index].Select(each => each.Tell()));
        if (Cheapest(told) is { } cheapest)
            (told.Cheapest, told.Clear) = (cheapest, told.Scenarios[cheapest].Met.Low >= probability);
        return told;
    }

    /// <summary>The first of those with the lowest mean.</summary>
    int? Cheapest(TargetAnswer target)
    {
        var sure = Enumerable.Range(0, models.Count).Where(scenario => target.Scenarios[scenario].Met.Value >= probability).ToList();
        return sure.Count == 0 ? null : sure.MinBy(scenario => costs[scenario].Mean);
    }
}
