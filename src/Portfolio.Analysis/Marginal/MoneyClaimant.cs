using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Model;

namespace Portfolio.Analysis.Marginal;

/// <summary>Who may get a little more or less money.</summary>
/// <param name="Name"><c>initiatives/{id}</c>, <c>levers/{lever}</c>, <c>framework</c> or <c>years/{fiscal year}</c>.</param>
/// <param name="Claimant">The claimant of a grant.</param>
/// <param name="From">First month of the grant.</param>
/// <param name="To">Month after its last.</param>
sealed record MoneyClaimant(string Name, string Claimant, Month From, Month To)
{
    const string Framework = "framework";
    const string Pot = "portfolio";

    static readonly string[] Levers = [.. Contracts.V1.Levers.Descriptor.Fields.InDeclarationOrder().Select(field => field.JsonName)];

    /// <summary>Whether it can be funded or not for itself: a year's budget cannot.</summary>
    public bool IsFunded => Claimant != Pot;

    /// <summary>Whether it is an initiative, or a group.</summary>
    public bool IsInitiative => Name.StartsWith("initiatives/", StringComparison.Ordinal);

    /// <summary>The claimants of a question.</summary>
    /// <exception cref="QuestionException">One that is named is unknown, or the first month lies outside the horizon.</exception>
    public static IReadOnlyList<MoneyClaimant> Of(NextPoundQuestion question, PortfolioDefinition portfolio, PortfolioModel model)
    {
        var end = model.Start + model.Months;
        var from = FirstMonth(question, model);
        var to = end - from > question.Months ? from + question.Months : end;
        List<MoneyClaimant> all =
        [
            .. portfolio.Initiatives.Select(initiative => new MoneyClaimant($"initiatives/{initiative.Id}", initiative.Id, from, to)),
            .. Levers.Select(lever => new MoneyClaimant($"levers/{lever}", lever, from, to)),
            new(Framework, Framework, from, to),
            .. Years(model, from, end),
        ];
        return question.Claimants.Count == 0 ? all : [.. question.Claimants.Select((name, index) => Find(all, name, index))];
    }

    /// <summary>The event that gives it an amount, or takes it.</summary>
    public Event Grant(double amount, Month end)
    {
        var grant = new Grant { Claimant = Claimant, From = From.ToString(), Amount = new Number { Value = amount } };
        if (end - To > 0)
            grant.To = To.ToString();
        return new Event { Id = "next-pound", Grant = grant };
    }

    /// <summary>A scenario in which it is not funded.</summary>
    public Scenario WithoutMoney()
    {
        var without = new Scenario { Id = "without-one" };
        if (IsInitiative)
            without.Events.Add(new Event { Id = "not-funded", StopInitiative = new InitiativeMonth { Initiative = Claimant, Month = From.ToString() } });
        else if (Claimant == Framework)
            without.Set.Add("framework.plannedSpendPerMonth", Google.Protobuf.WellKnownTypes.Value.ForNumber(0));
        else
            without.Events.Add(new Event { Id = "not-funded", Lever = new LeverSpend { Lever = Enum.Parse<LeverKind>(Claimant, ignoreCase: true), From = From.ToString(), PlannedSpendPerMonth = new Number { Value = 0 } } });
        return without;
    }

    static Month FirstMonth(NextPoundQuestion question, PortfolioModel model)
    {
        if (question.From.Length == 0)
            return model.Start;
        if (Month.TryParse(question.From, out var from) && from - model.Start >= 0 && from - model.Start < model.Months)
            return from;
        throw new QuestionException("from", $"{Quote.Of(question.From)} is not a month of the portfolio; allowed: {model.Start} to {model.Start + (model.Months - 1)}");
    }

    static IEnumerable<MoneyClaimant> Years(PortfolioModel model, Month from, Month end)
    {
        for (var month = from; end - month > 0;)
        {
            var (first, year) = (month, month.FiscalYear(model.FiscalYearStartMonth));
            while (end - month > 0 && month.FiscalYear(model.FiscalYearStartMonth) == year)
                month += 1;
            yield return new MoneyClaimant(string.Create(CultureInfo.InvariantCulture, $"years/{year}"), Pot, first, month);
        }
    }

    static MoneyClaimant Find(List<MoneyClaimant> all, string name, int index) => all.Find(each => each.Name == name) ?? throw new QuestionException(
        string.Create(CultureInfo.InvariantCulture, $"claimants[{index}]"),
        $"there is no claimant {Quote.Of(name)}{NearestName.Hint(name, all.Select(each => each.Name))}; allowed: initiatives/{{id}}, levers/{{lever}}, framework, years/{{fiscal year}}");
}
