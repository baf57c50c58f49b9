using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Model;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Analysis.Resting;

/// <summary>Where the randomness of a portfolio comes from: chance first, then each grade that occurs among its uncertain parameters.</summary>
/// <remarks>
/// A set of sources is a set of bits in that order. Correlations mix the uniforms of their parameters: where these are of different
/// grades, the sources are the independent uniforms underneath, so of two correlated parameters the first has all they share.
/// </remarks>
sealed class RandomSources
{
    static readonly Grade[] Order = [Grade.Measured, Grade.Derived, Grade.Weak, Grade.Assumption, Grade.Unspecified];

    readonly CompiledDefinition compiled;
    readonly Grade[] grades;
    readonly ulong other;

    /// <param name="compiled">The portfolio.</param>
    public RandomSources(CompiledDefinition compiled)
    {
        (this.compiled, grades) = (compiled, [.. Order.Where(compiled.Grades.Contains)]);
        other = OtherSeed(compiled.Model.Seed);
    }

    /// <summary>The portfolio as it is.</summary>
    public PortfolioModel Model => compiled.Model;

    /// <summary>Number of sources.</summary>
    public int Count => 1 + grades.Length;

    /// <summary>The sources, as clients read them.</summary>
    public IEnumerable<VarianceSource> Tell() =>
    [
        new VarianceSource { Source = "chance" },
        .. grades.Select(grade => new VarianceSource { Source = NameOf(grade), Parameters = compiled.Grades.Count(each => each == grade) }),
    ];

    /// <summary>The portfolio in which some sources are as they are, and all others are drawn independently.</summary>
    /// <param name="kept">The sources that stay, as a set of bits.</param>
    public PortfolioModel Keeping(int kept)
    {
        bool IsRedrawn(int source) => (kept >> source & 1) == 0;
        bool[] parameters = [.. compiled.Grades.Select(grade => IsRedrawn(1 + Array.IndexOf(grades, grade)))];
        return compiled.Model.Redrawn(new Redraw(other, IsRedrawn(0), parameters));
    }

    /// <summary>A seed of which nothing depends on the run's draws.</summary>
    internal static ulong OtherSeed(ulong seed)
    {
        var words = new Draws(seed, 0, 0).Block(RandomStream.Redraw, 0);
        return (ulong)words.Word1 << 32 | words.Word0;
    }

    static string NameOf(Grade grade) => grade switch
    {
        Grade.Measured => "measured",
        Grade.Derived => "derived",
        Grade.Weak => "weak",
        Grade.Assumption => "assumption",
        _ => "ungraded",
    };
}
