using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Marginal;

/// <summary>What a little more or less money does, claimant by claimant; and, for a given total, what each is worth as a whole.</summary>
sealed class NextPoundInquiry : Inquiry
{
    /// <summary>So much that nobody lacks anything, in pounds over the horizon.</summary>
    const double Ample = 1e12;

    readonly NextPoundQuestion question;
    readonly PlannedScenarios scenarios;
    readonly IReadOnlyList<MoneyClaimant> claimants;
    readonly IReadOnlyList<MoneyClaimant> funded;
    readonly PortfolioModel model;
    readonly Lazy<PortfolioModel>[] moved;
    readonly Lazy<PortfolioModel>[] ample;

    NextPoundInquiry(NextPoundQuestion question, PlannedScenarios scenarios)
    {
        (this.question, this.scenarios, model) = (question, scenarios, scenarios.Model(0));
        claimants = MoneyClaimant.Of(question, scenarios.Portfolio, model);
        funded = question.Total > 0 ? [.. claimants.Where(claimant => claimant.IsFunded)] : [];
        var end = model.Start + model.Months;
        moved = [.. claimants.SelectMany(claimant => new[] { question.Amount, -question.Amount }, (claimant, amount) => Derived(Granting(claimant.Grant(amount, end))))];
        Scenario[] plenty = [new() { Id = "ample-money", Events = { AmpleMoney() } }];
        ample = funded.Count == 0 ? [] : [Derived(plenty), .. funded.Select(claimant => Derived([.. plenty, claimant.WithoutMoney()]))];
    }

    /// <inheritdoc/>
    public override int Cases => 1 + moved.Length + ample.Length;

    /// <inheritdoc/>
    public override double InitiativeMonths => (double)Cases * model.Initiatives.Count * model.Months;

    /// <summary>The inquiry of a question.</summary>
    /// <exception cref="QuestionException">It does not fit the scenario.</exception>
    public static NextPoundInquiry Of(NextPoundQuestion question, PlannedScenarios scenarios)
    {
        question = question.Clone();
        if (question.Outcome.Length == 0)
            question.Outcome = "patients";
        var known = MarginalOutcome.Wanted.Select(outcome => outcome.Name).ToList();
        return known.Contains(question.Outcome)
            ? new NextPoundInquiry(question, scenarios)
            : throw new QuestionException("outcome", $"{Quote.Of(question.Outcome)} is not known{NearestName.Hint(question.Outcome, known)}; allowed: {string.Join(", ", known)}");
    }

    /// <inheritdoc/>
    public override void MakeReady(CancellationToken cancellation)
    {
        foreach (var derived in moved.Concat(ample))
        {
            cancellation.ThrowIfCancellationRequested();
            _ = derived.Value;
        }
    }

    /// <inheritdoc/>
    public override Findings Nothing() => New();

    /// <inheritdoc/>
    public override Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        // All that is kept of a case are a few columns: its hundreds of others are let go of before the next is simulated.
        MarginalUnits Units(PortfolioModel of) => MarginalUnits.Of(kernel.Simulate(of, range, SeriesValues.Of(of, [], range.Count), cancellation));
        var findings = New();
        findings.Add(Units(model), [.. moved.Select(each => Units(each.Value))], [.. ample.Select(each => Units(each.Value))]);
        return findings;
    }

    NextPoundFindings New() => new(
        question,
        new Contracts.V1.NextPound { Scenario = scenarios.Ids[0], Amount = question.Amount, From = question.From.Length == 0 ? model.Start.ToString() : question.From, Months = question.Months },
        [.. claimants.Select(claimant => claimant.Name)],
        [.. funded.Select(claimant => claimant.Name)],
        scenarios.Seed);

    static Scenario[] Granting(Event grant) => [new() { Id = "next-pound", Events = { grant } }];

    static Event AmpleMoney() => new()
    {
        Id = "ample-money",
        Grant = new Grant { Claimant = "portfolio", Amount = new Number { Value = Ample } },
    };

    /// <summary>The scenario of the question, extended.</summary>
    Lazy<PortfolioModel> Derived(IEnumerable<Scenario> extensions) => new(() =>
    {
        var chain = scenarios.Chain(0).Reverse().ToList();
        foreach (var extension in extensions)
        {
            var scenario = extension.Clone();
            scenario.Extends = chain.Count == 0 ? "" : chain[^1].Id;
            chain.Add(scenario);
        }

        var problems = new Problems();
        return scenarios.Model(chain, problems) ?? throw new QuestionException("scenario", $"cannot be given or refused money: {problems.Found[0].Text}");
    });
}
