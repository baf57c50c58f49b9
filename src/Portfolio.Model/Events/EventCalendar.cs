using System.Runtime.InteropServices;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Events;

/// <summary>What the events of a scenario do in each month of one replication.</summary>
public sealed class EventCalendar
{
    readonly InitiativeCalendar[] initiatives;
    readonly double[] budget;
    readonly double[] turnover;
    readonly double[] framework;
    readonly bool[] departs;
    readonly bool[] arrives;
    readonly double[][] leverSpend = new double[LeverParametersByKind.Length][];
    readonly double[]?[] grants = new double[(int)Claimant.Portfolio + 1][];

    /// <summary>The calendar of a replication.</summary>
    public EventCalendar(PortfolioModel model, ParameterSet parameters, int replication)
    {
        budget = Ones(model.Months);
        turnover = Ones(model.Months);
        framework = [.. Enumerable.Repeat(double.NaN, model.Months)];
        departs = new bool[model.Months];
        arrives = new bool[model.Months];
        for (var lever = 0; lever < leverSpend.Length; lever++)
            leverSpend[lever] = [.. Enumerable.Repeat(parameters.Portfolio.Levers[lever].PlannedSpendPerMonth, model.Months)];
        initiatives = [.. model.Initiatives.Select(initiative => new InitiativeCalendar(initiative.StartMonth, model.Months))];

        // Amounts replace before factors multiply, whatever order they are listed in.
        foreach (var happening in model.Events.OrderBy(each => each is LeverChange { PlannedSpend: null }))
        {
            foreach (var (from, to) in Spans(happening, model, parameters, replication))
                Enter(happening, from, to, parameters);
        }
    }

    /// <summary>Factor on a month's budget.</summary>
    public double BudgetFactor(int month) => budget[month];

    /// <summary>Factor on how fast the programme leader's clock runs.</summary>
    public double Turnover(int month) => turnover[month];

    /// <summary>Whether the programme leader leaves.</summary>
    public bool Departs(int month) => departs[month];

    /// <summary>Whether the programme's vacant post is filled.</summary>
    public bool Arrives(int month) => arrives[month];

    /// <summary>Strength given to the framework, or not-a-number.</summary>
    public double FrameworkStrength(int month) => framework[month];

    /// <summary>Planned spend of a lever, in pounds.</summary>
    public double LeverSpend(int lever, int month) => leverSpend[lever][month];

    /// <summary>What grants bring a lever, the framework or the pot, in pounds; below 0 they take it back.</summary>
    public double Grant(Claimant claimant, int month) => grants[(int)claimant]?[month] ?? 0;

    /// <summary>What happens to one initiative.</summary>
    public InitiativeCalendar Initiative(int index) => initiatives[index];

    /// <summary>A start happens once: in the first of its months.</summary>
    static IEnumerable<(int From, int To)> Spans(ModelEvent happening, PortfolioModel model, ParameterSet parameters, int replication)
    {
        var spans = happening.When.Spans(model, parameters, replication);
        return happening is InitiativeStart ? spans.Take(1) : spans;
    }

    void Enter(ModelEvent happening, int from, int to, ParameterSet parameters)
    {
        switch (happening)
        {
            case BudgetChange change:
                Multiply(budget, from, to, parameters[change.Factor]);
                break;
            case LeaderChange change:
                if (change.Programme)
                    (change.Arrives ? arrives : departs)[from] = true;
                foreach (var index in change.Initiatives)
                    initiatives[index].ChangeLeader(change.Arrives, from);
                break;
            case TurnoverChange change:
                if (change.Programme)
                    Multiply(turnover, from, to, parameters[change.Factor]);
                foreach (var index in change.Initiatives)
                    Multiply(initiatives[index].TurnoverFactors, from, to, parameters[change.Factor]);
                break;
            case FrameworkChange change:
                framework[from] = parameters[change.Strength];
                break;
            case LeverChange { PlannedSpend: { } amount } change:
                Array.Fill(leverSpend[(int)change.Lever], parameters[amount], from, to - from);
                break;
            case LeverChange { Factor: { } factor } change:
                Multiply(leverSpend[(int)change.Lever], from, to, parameters[factor]);
                break;
            case OpennessChange change:
                foreach (var index in change.Initiatives)
                    Multiply(initiatives[index].OpennessFactors, from, to, parameters[change.Factor]);
                break;
            case ProcurementChange change:
                foreach (var index in change.Initiatives)
                    Multiply(initiatives[index].ProcurementFactors, from, to, parameters[change.Factor]);
                break;
            case SitesCommitted change:
                foreach (var index in change.Initiatives)
                    initiatives[index].Happen(from, new InitiativeHappening.Commitment(parameters[change.Count]));
                break;
            case MoneyGranted change:
                Grant(change, from, to, parameters[change.Amount] / (to - from));
                break;
            case InitiativeStart change:
                foreach (var index in change.Initiatives)
                    initiatives[index].Start(from);
                break;
            case InitiativeStop change:
                foreach (var index in change.Initiatives)
                    initiatives[index].Happen(from, new InitiativeHappening.Stop());
                break;
            case IncidentStart change:
                foreach (var index in change.Initiatives)
                    initiatives[index].Happen(from, new InitiativeHappening.Incident());
                break;
        }
    }

    void Grant(MoneyGranted grant, int from, int to, double perMonth)
    {
        if (grant.Claimant != Claimant.Initiatives)
            Add(grants[(int)grant.Claimant] ??= new double[budget.Length], from, to, perMonth);
        foreach (var index in grant.Initiatives)
            Add(initiatives[index].Grants, from, to, perMonth / grant.Initiatives.Count);
    }

    internal static double[] Ones(int months) => [.. Enumerable.Repeat(1.0, months)];

    static void Multiply(double[] factors, int from, int to, double factor)
    {
        for (var month = from; month < to; month++)
            factors[month] *= factor;
    }

    static void Add(double[] amounts, int from, int to, double amount)
    {
        for (var month = from; month < to; month++)
            amounts[month] += amount;
    }
}

/// <summary>Something that happens to one initiative in one month.</summary>
public abstract record InitiativeHappening
{
    /// <summary>It is stopped; in adoption its central support ends.</summary>
    public sealed record Stop : InitiativeHappening;

    /// <summary>Undecided sites enter contracting.</summary>
    public sealed record Commitment(double Count) : InitiativeHappening;

    /// <summary>An incident begins.</summary>
    public sealed record Incident : InitiativeHappening;
}

/// <summary>What the events of a scenario do to one initiative.</summary>
public sealed class InitiativeCalendar(int startMonth, int months)
{
    HashSet<int>? departures;
    HashSet<int>? arrivals;
    Dictionary<int, List<InitiativeHappening>>? happenings;
    double[]? turnover;
    double[]? openness;
    double[]? procurement;
    double[]? grants;

    /// <summary>First month of the initiative's life.</summary>
    public int StartMonth { get; private set; } = startMonth;

    /// <summary>Factor on how fast its leader's clock runs.</summary>
    public double Turnover(int month) => turnover?[month] ?? 1;

    /// <summary>Factor on the rate at which its sites decide.</summary>
    public double Openness(int month) => openness?[month] ?? 1;

    /// <summary>Factor on the rate at which its sites contract.</summary>
    public double Procurement(int month) => procurement?[month] ?? 1;

    /// <summary>What grants bring it, in pounds; below 0 they take it back.</summary>
    public double Grant(int month) => grants?[month] ?? 0;

    /// <summary>Whether its leader leaves.</summary>
    public bool Departs(int month) => departures?.Contains(month) ?? false;

    /// <summary>Whether its vacant post is filled.</summary>
    public bool Arrives(int month) => arrivals?.Contains(month) ?? false;

    /// <summary>What happens to it in a month, in the order of the scenario's list.</summary>
    public ReadOnlySpan<InitiativeHappening> Happenings(int month) =>
        happenings is not null && happenings.TryGetValue(month, out var known) ? CollectionsMarshal.AsSpan(known) : [];

    internal double[] TurnoverFactors => turnover ??= EventCalendar.Ones(months);

    internal double[] OpennessFactors => openness ??= EventCalendar.Ones(months);

    internal double[] ProcurementFactors => procurement ??= EventCalendar.Ones(months);

    internal double[] Grants => grants ??= new double[months];

    internal void ChangeLeader(bool arrives, int month) => _ = arrives ? (arrivals ??= []).Add(month) : (departures ??= []).Add(month);

    internal void Happen(int month, InitiativeHappening happening)
    {
        happenings ??= [];
        if (happenings.TryGetValue(month, out var known))
            known.Add(happening);
        else
            happenings.Add(month, [happening]);
    }

    internal void Start(int month) => StartMonth = month;
}
