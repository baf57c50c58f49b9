using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Randomness;
using Portfolio.Model.Sampling;

namespace Portfolio.Model.Parameters;

/// <summary>All numbers of a model as one flat vector: the programme's, each initiative's, then those of budget lines, scenario costs and events.</summary>
public sealed class ParameterSet
{
    readonly double[] values;

    internal ParameterSet(double[] values) => this.values = values;

    /// <summary>The programme's numbers.</summary>
    public ref readonly PortfolioParameters Portfolio => ref Unsafe.As<double, PortfolioParameters>(ref values[0]);

    /// <summary>An initiative's numbers.</summary>
    public ref readonly InitiativeParameters Initiative(int index) =>
        ref Unsafe.As<double, InitiativeParameters>(ref values[InitiativeOffset(index)]);

    /// <summary>The number at an index of the flat vector.</summary>
    public double this[int index] => values[index];

    internal void Write(int index, double value) => values[index] = value;

    /// <summary>Where an initiative's numbers begin.</summary>
    public static int InitiativeOffset(int index) => ParameterLayout.PortfolioLength + index * ParameterLayout.InitiativeLength;
}

/// <summary>A number that is drawn.</summary>
/// <param name="Path">Its path in the definition; the address of its draw is this text's 64-bit hash.</param>
/// <param name="Of">What it is drawn from.</param>
/// <param name="Targets">The places in the flat vector that share the draw.</param>
/// <param name="Minimum">Draws below are moved here: the tail of an unbounded distribution may leave the parameter's range.</param>
/// <param name="Maximum">Draws above are moved here.</param>
/// <param name="Whole">Draws are rounded to the nearest whole number.</param>
public sealed record UncertainParameter(string Path, Distribution Of, int[] Targets, double Minimum, double Maximum, bool Whole)
{
    /// <summary>The 64-bit hash of the path.</summary>
    public ulong Address { get; } = Fnv1a.Hash64(Path);

    /// <summary>The number at a uniform.</summary>
    public double At(double uniform)
    {
        var value = Of.Quantile(uniform);
        return Math.Clamp(Whole ? Math.Floor(value + 0.5) : value, Minimum, Maximum);
    }
}

/// <summary>An initiative's cost overrun: drawn anew in every replication, at a stream of its own.</summary>
/// <param name="Initiative">Index of the initiative.</param>
/// <param name="Entity">Hash of its id.</param>
/// <param name="Of">What it is drawn from.</param>
public sealed record UncertainOverrun(int Initiative, uint Entity, Distribution Of);

/// <summary>Draws the numbers of a replication.</summary>
/// <param name="fixedValues">The flat vector without what is drawn.</param>
/// <param name="uncertain">What is drawn.</param>
/// <param name="overruns">Overruns that are drawn.</param>
/// <param name="seed">Seed of the run.</param>
/// <param name="replicationsPerDraw">Replications that share a draw of the parameters.</param>
/// <param name="plan">How the uniforms are spread; at random without one.</param>
/// <param name="copulas">Correlations, of parameters that no two share.</param>
public sealed class ParameterSampler(
    double[] fixedValues,
    IReadOnlyList<UncertainParameter> uncertain,
    IReadOnlyList<UncertainOverrun> overruns,
    ulong seed,
    int replicationsPerDraw,
    SamplingPlan? plan = null,
    IReadOnlyList<Copula>? copulas = null)
{
    readonly SamplingPlan plan = plan ?? new RandomPlan(seed);
    readonly IReadOnlyList<Copula> copulas = copulas ?? [];

    static readonly int OverrunIndex = ParameterLayout.Initiative[ParameterLayout.Key("delivery.overrun")];

    /// <summary>The numbers that are not drawn; what is drawn is left at whatever it was compiled with.</summary>
    public ParameterSet Fixed { get; } = new(fixedValues);

    /// <summary>What is drawn, overruns apart.</summary>
    public IReadOnlyList<UncertainParameter> Uncertain => uncertain;

    /// <summary>Overruns that are drawn.</summary>
    public IReadOnlyList<UncertainOverrun> Overruns => overruns;

    /// <summary>Replications that share a draw of the parameters; 1 where none is drawn.</summary>
    public int ReplicationsPerDraw => uncertain.Count == 0 ? 1 : replicationsPerDraw;

    /// <summary>Draws the same numbers, the chosen ones from another seed. Overruns are chance.</summary>
    /// <remarks>What is redrawn are the uniforms before correlations mix them.</remarks>
    internal ParameterSampler Redrawn(Redraw redraw) => new(
        fixedValues, uncertain, overruns, redraw.Chance ? redraw.Seed : seed, replicationsPerDraw, PlanOf(redraw), copulas);

    /// <summary>The numbers of a replication. Depends on nothing but the replication's index.</summary>
    public ParameterSet At(int replication)
    {
        var set = Undrawn();
        Draw(replication, set);
        foreach (var overrun in overruns)
        {
            var uniform = new Draws(seed, overrun.Entity, (uint)replication).Uniform(RandomStream.Overrun, 0);
            set.Write(ParameterSet.InitiativeOffset(overrun.Initiative) + OverrunIndex, overrun.Of.Quantile(uniform));
        }

        return set;
    }

    /// <summary>Numbers to draw into, replication after replication.</summary>
    internal ParameterSet Undrawn() => new(fixedValues.AsSpan().ToArray());

    /// <summary>Draws the numbers of a replication, overruns apart, over those of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Draw(int replication, ParameterSet into)
    {
        var draw = (uint)(replication / replicationsPerDraw);
        var uniforms = new double[uncertain.Count];
        for (var i = 0; i < uniforms.Length; i++)
            uniforms[i] = plan.Uniform(i, uncertain[i].Address, draw);
        foreach (var copula in copulas)
            copula.Apply(uniforms);
        for (var i = 0; i < uniforms.Length; i++)
        {
            var value = uncertain[i].At(uniforms[i]);
            foreach (var target in uncertain[i].Targets)
                into.Write(target, value);
        }
    }

    SamplingPlan PlanOf(Redraw redraw) =>
        redraw.Parameters.Contains(true) ? new PartlyRedrawn(plan, plan.Independent(redraw.Seed), redraw.Parameters) : plan;
}
