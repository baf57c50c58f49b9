using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Value for money of compared scenarios: what they bring and cost in all, and for each pound, site, person and QALY.</summary>
/// <param name="answered">The study and what it found.</param>
sealed class ValueTables(AnsweredStudy answered)
{
    static readonly Figure[] Sums =
    [
        new("NPV £m", 1e6, value => value.Npv),
        new("cash-releasing benefits £m", 1e6, value => value.CashBenefit),
        new("health benefits £m", 1e6, value => value.HealthBenefit),
        new("cost £m", 1e6, value => value.Cost),
    ];

    static readonly Figure[] Quotients =
    [
        new("benefit–cost ratio", 1, value => value.BenefitCostRatio),
        new("cost per live site £k", 1e3, value => value.CostPerLiveSite),
        new("cost per person £", 1, value => value.CostPerPerson),
        new("cost per QALY £k", 1e3, value => value.CostPerQaly),
    ];

    readonly Comparison comparison = answered.Answer.Comparison;

    /// <summary>Prints both tables; nothing where there are no values.</summary>
    public void Print(Page page)
    {
        page.Write(Table($"Value for money, {Over}", Sums, EffectCells.Mean));
        page.Write(
            Table("Value for money (95 %)", Quotients, EffectCells.Quotient),
            "All discounted. –: what it is divided by cannot be told from 0.");
    }

    string Over => comparison.HasCounterfactual
        ? $"of the programme, over {answered.NameOf(comparison.Counterfactual)}"
        : "gross: the portfolio names no counterfactual";

    Table Table(string title, Figure[] figures, Func<Effect?, Scale, string> cell)
    {
        var scales = figures.Select(figure => Scale.Of(
            figure.Unit, Found(figure).Select(effect => effect.Value), Found(figure).Select(EffectCells.HalfWidth))).ToList();
        var table = Tables.New(title, ["", .. figures.Select(figure => $"~{figure.Title}")]);
        foreach (var (value, id) in comparison.Values.Zip(comparison.Scenarios))
            table.AddRow([answered.NameOf(id), .. figures.Zip(scales, (figure, scale) => cell(figure.Of(value), scale))]);
        return table;
    }

    IEnumerable<Effect> Found(Figure figure) => comparison.Values.Select(figure.Of).OfType<Effect>();

    /// <summary>A column.</summary>
    /// <param name="Title">What people call it.</param>
    /// <param name="Unit">Pounds, or pounds a pound, that 1 stands for.</param>
    /// <param name="Of">Where it stands; null where it cannot be told.</param>
    sealed record Figure(string Title, double Unit, Func<ValueForMoney, Effect?> Of);
}
