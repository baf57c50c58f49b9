using System.Collections.Concurrent;
using Portfolio.Definitions;
using Portfolio.Definitions.Differing;
using Portfolio.Model;

namespace Portfolio.Analysis.Explaining;

/// <summary>The models in which some changes are made and the others are not, each compiled once while it is of use.</summary>
sealed class CoalitionModels
{
    /// <summary>More would be of no use to anyone who reads them, and their sets no longer fit 128 bits.</summary>
    public const int MostChanges = 100;

    const int MostKept = 1024;

    readonly PlannedScenarios scenarios;
    readonly ScenarioDifference difference;
    readonly ConcurrentDictionary<UInt128, Lazy<PortfolioModel>> known = [];

    /// <param name="scenarios">The scenario from which the changes start, and the one to which they lead.</param>
    /// <exception cref="QuestionException">There is no change between them, or there are too many.</exception>
    public CoalitionModels(PlannedScenarios scenarios)
    {
        this.scenarios = scenarios;
        difference = ScenarioDifference.Between((scenarios.Chain(0), scenarios.Ids[0]), (scenarios.Chain(1), scenarios.Ids[1]));
        if (Changes.Count == 0)
            throw new QuestionException("to", "says the same as the scenario from which the changes start; there is nothing to explain");
        if (Changes.Count > MostChanges)
            throw new QuestionException("to", $"is {Changes.Count} changes away; allowed: at most {MostChanges}");
        (From, To) = (scenarios.Model(0), scenarios.Model(1));
    }

    /// <summary>The changes.</summary>
    public IReadOnlyList<Contracts.V1.ScenarioChange> Changes => difference.Changes;

    /// <summary>All changes, as a set of bits.</summary>
    public UInt128 All => (UInt128.One << Changes.Count) - 1;

    /// <summary>Before any change.</summary>
    public PortfolioModel From { get; }

    /// <summary>After all changes.</summary>
    public PortfolioModel To { get; }

    /// <summary>The model in which the changes of a set of bits are made.</summary>
    /// <exception cref="QuestionException">They make no valid scenario without the others.</exception>
    public PortfolioModel this[UInt128 made]
    {
        get
        {
            if (made == 0 || made == All)
                return made == 0 ? From : To;
            if (known.Count >= MostKept)
                known.Clear();
            return known.GetOrAdd(made, set => new Lazy<PortfolioModel>(() => Compile(set))).Value;
        }
    }

    PortfolioModel Compile(UInt128 made)
    {
        bool IsMade(int change) => (made >> change & 1) != 0;
        var problems = new Problems();
        return scenarios.Model(difference.With(IsMade), problems) ?? throw new QuestionException(
            "to",
            $"{string.Join(", ", Changes.Where((_, change) => IsMade(change)).Select(change => change.Path))} without the other changes make no valid scenario: {problems.Found[0].Text}");
    }
}
