using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Model;
using Portfolio.Model.Events;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <summary>An edition of a rehearsal, ready to be lived through.</summary>
sealed class CompiledRehearsal
{
    readonly Lazy<ILookup<int, BeginningEvent>> beginnings;

    /// <summary>Compiles a plan that was checked when the rehearsal was created, or somebody intervened.</summary>
    public CompiledRehearsal(RehearsalPlan plan)
    {
        var compiled = CheckedPlan.Compiled(plan.Plan, new CompileOptions(plan.Seed, plan.Point));
        Model = compiled.Model;
        Replication = plan.Replication;
        Parameters = Model.Parameters.At(Replication);
        Indices = Model.Initiatives.Index().ToDictionary(each => each.Item.Id, each => each.Index);
        beginnings = new(() => Beginnings(compiled, plan).ToLookup(each => each.Month));
    }

    /// <summary>What is lived through.</summary>
    public PortfolioModel Model { get; }

    /// <summary>Which replication.</summary>
    public int Replication { get; }

    /// <summary>Its numbers.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Indices of the initiatives by their ids.</summary>
    public IReadOnlyDictionary<string, int> Indices { get; }

    /// <summary>A future before its first month.</summary>
    public PortfolioFuture Begin() => new(Model, Replication);

    /// <summary>Discount factors of money and health in a month.</summary>
    public (double Money, double Health) Discount(int month) => (
        Discounting.Factor(Parameters.Portfolio.ValuationDiscountRate, month),
        Discounting.Factor(Parameters.Portfolio.ValuationHealthDiscountRate, month));

    /// <summary>Events that take effect in a month, in the scenario's order.</summary>
    public IEnumerable<BeginningEvent> BeginIn(int month) => beginnings.Value[month];

    IEnumerable<BeginningEvent> Beginnings(CompiledDefinition compiled, RehearsalPlan plan)
    {
        foreach (var (written, model) in compiled.Resolved.Events.Zip(Model.Events))
        {
            foreach (var (from, to) in model.When.Spans(Model, Parameters, Replication))
                yield return new BeginningEvent(from, to, written.Event, model, plan.Interventions.GetValueOrDefault(written.Event.Id));
        }
    }
}

/// <summary>An event that takes effect.</summary>
/// <param name="Month">In which month.</param>
/// <param name="To">Month after the last in which it holds.</param>
/// <param name="Written">As it was written.</param>
/// <param name="Compiled">As it is simulated.</param>
/// <param name="Intervention">Number of the intervention that it is; 0 for one of the scenario's own.</param>
sealed record BeginningEvent(int Month, int To, Event Written, ModelEvent Compiled, int Intervention);
