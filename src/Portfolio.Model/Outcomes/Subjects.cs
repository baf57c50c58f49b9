namespace Portfolio.Model.Outcomes;

/// <summary>What results are about: the portfolio, its themes, its initiatives, in this order.</summary>
public sealed class Subjects
{
    /// <summary>The subjects of a model.</summary>
    public Subjects(PortfolioModel model)
    {
        Names =
        [
            "portfolio",
            .. model.Themes.Select(theme => $"themes/{theme}"),
            .. model.Initiatives.Select(initiative => $"initiatives/{initiative.Id}"),
        ];
        var everybody = Enumerable.Range(0, model.Initiatives.Count).ToArray();
        Members =
        [
            everybody,
            .. model.Themes.Select((_, theme) => everybody.Where(i => model.Initiatives[i].Theme == theme).ToArray()),
            .. everybody.Select(i => new[] { i }),
        ];
        FirstInitiative = 1 + model.Themes.Count;
    }

    /// <summary>Names: <c>portfolio</c>, <c>themes/{theme}</c>, <c>initiatives/{id}</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Indices of the initiatives that each subject is made of.</summary>
    public IReadOnlyList<int[]> Members { get; }

    /// <summary>Where the initiatives begin.</summary>
    public int FirstInitiative { get; }

    /// <summary>Number of subjects.</summary>
    public int Count => Names.Count;
}
