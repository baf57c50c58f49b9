using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Model;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Makes an intervention of an event that somebody asks for, or says why it cannot be one: the past must stay as it was, and a decision leaves nothing to chance.</summary>
/// <param name="plan">What is lived through, with the interventions in force.</param>
/// <param name="options">How it is compiled.</param>
/// <param name="start">The first month of all.</param>
/// <param name="before">The month that was lived through last.</param>
sealed class InterventionChecks(RunPlan plan, CompileOptions options, string start, RehearsedMonth before)
{
    const string Field = "intervene.event";

    readonly Month now = Month.Parse(start) + (before.Month + 1);
    readonly Problems problems = new();

    /// <summary>The event with its month filled in.</summary>
    /// <param name="asked">As it was asked for.</param>
    /// <param name="number">The number that the intervention is to get.</param>
    /// <exception cref="RefusedException">It cannot be one.</exception>
    public Event Checked(Event asked, int number)
    {
        var made = asked.Clone();
        if (made.Id.Length == 0)
            made.Id = FormattableString.Invariant($"intervention-{number}");
        RefuseUsedId(made.Id);
        if (made.YearlyProbability is not null)
            Refuse("yearly_probability", "is a chance; allowed: none, an intervention happens for certain");
        if (Event.Descriptor.FindFieldByNumber((int)made.KindCase) is { } kind)
            CheckKind(kind.Name, (IMessage)kind.Accessor.GetValue(made));
        if (!problems.Any)
            Compile(made, number);
        return problems.Any
            ? throw RefusedException.Invalid(plan.Portfolio.Name, [.. problems.Found.Select(each => new FieldProblem(each.Path, each.Text))])
            : made;
    }

    void CheckKind(string kind, IMessage happening)
    {
        foreach (var field in happening.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(happening);
            if (value is Number { QuantityCase: not Number.QuantityOneofCase.Value })
                Refuse($"{kind}.{field.Name}", "is not a plain number; allowed: a number, an intervention leaves nothing to chance");
            if (value is string month && field.Name is "month" or "from")
                field.Accessor.SetValue(happening, Begin($"{kind}.{field.Name}", month));
        }

        if (happening is InitiativeMonth begins && kind == "start_initiative")
            RefuseBegun(begins.Initiative);
    }

    /// <summary>The month in which it begins: the one that comes next, unless it names another.</summary>
    string Begin(string path, string month)
    {
        if (month.Length == 0)
            return now.ToString();
        if (Month.TryParse(month, out var asked) && asked - now < 0)
            Refuse(path, $"{month} is over; allowed: {now} and later");
        return month;
    }

    void RefuseUsedId(string id)
    {
        var used = plan.Scenarios.SelectMany(scenario => scenario.Events).Select(each => each.Id).ToList();
        if (used.Contains(id))
            Refuse("id", $"{Quote.Of(id)} is the id of an event that there is, and would replace it in months that are over; allowed: another one than {string.Join(", ", used)}");
    }

    void RefuseBegun(string initiative)
    {
        if (before.Initiatives.FirstOrDefault(each => each.Started && (each.Id == initiative || IsCopy(each.Id, initiative))) is { } begun)
            Refuse("start_initiative.initiative", $"{Quote.Of(begun.Id)} has begun already; allowed: initiatives that have not");
    }

    bool IsCopy(string id, string group) =>
        plan.Portfolio.Initiatives.Any(each => each.Id == group && each.Count?.Value > 1) && id.StartsWith($"{group}-", StringComparison.Ordinal);

    /// <summary>All that any scenario's event is checked for.</summary>
    void Compile(Event made, int number)
    {
        var found = new Problems();
        var tried = plan.With([new Intervention { Number = number, Event = made }]);
        Compiler.Compile(new DefinitionSet(tried.Portfolio, tried.Scenarios), tried.Scenario, options, found);
        foreach (var problem in found.Found)
            Refuse(problem.Path.Replace($"events.{made.Id}", "", StringComparison.Ordinal).TrimStart('.'), problem.Text);
    }

    void Refuse(string path, string text) => problems.Add("", path.Length == 0 ? Field : $"{Field}.{path}", text);
}
