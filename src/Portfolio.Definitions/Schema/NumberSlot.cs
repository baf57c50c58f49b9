using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Schema;

/// <summary>A place for a number in a portfolio or an initiative, with its path, its rule and its default.</summary>
sealed class NumberSlot
{
    readonly FieldDescriptor[] route;

    NumberSlot(FieldDescriptor[] route, Rule rule, int defaultIndex)
    {
        (this.route, Rule) = (route, rule);
        Path = string.Join('.', route.Select(field => field.JsonName));
        Default = DefaultOf(rule, defaultIndex);
    }

    /// <summary>Slots of the programme itself, initiatives left out.</summary>
    public static IReadOnlyList<NumberSlot> Portfolio { get; } =
        [.. Of(PortfolioDefinition.Descriptor, [], null).Where(slot => slot.route[0].JsonName != "defaults")];

    /// <summary>Slots of an initiative.</summary>
    public static IReadOnlyList<NumberSlot> Initiative { get; } = [.. Of(Contracts.V1.Initiative.Descriptor, [], null)];

    /// <summary>Path within the message, such as <c>adoption.p</c>.</summary>
    public string Path { get; }

    /// <summary>What it may hold.</summary>
    public Rule Rule { get; }

    /// <summary>The point default, or the distribution that is always drawn; null where there is none.</summary>
    public Number? Default { get; }

    /// <summary>The default distribution; null where there is none.</summary>
    public Number? Uncertainty => Rule.Uncertainty is null ? null : WithProvenance(Rule.Uncertainty.Clone(), Rule);

    /// <summary>The number a message holds here.</summary>
    public Number? Get(IMessage message)
    {
        foreach (var field in route)
        {
            if (field.Accessor.GetValue(message) is not IMessage inner)
                return null;
            message = inner;
        }

        return (Number)message;
    }

    /// <summary>Puts a number here; messages on the way are made where they are missing.</summary>
    public void Set(IMessage message, Number number)
    {
        foreach (var field in route[..^1])
            message = Child(message, field);
        route[^1].Accessor.SetValue(message, number);
    }

    /// <summary>The message a field holds, made where it is missing.</summary>
    public static IMessage Child(IMessage message, FieldDescriptor field)
    {
        if (field.Accessor.GetValue(message) is IMessage child)
            return child;
        child = field.MessageType.Parser.ParseFrom(ByteString.Empty);
        field.Accessor.SetValue(message, child);
        return child;
    }

    static IEnumerable<NumberSlot> Of(MessageDescriptor message, FieldDescriptor[] above, Rule? inherited)
    {
        foreach (var field in Rules.Writable(message).Where(field => field.FieldType == FieldType.Message && !field.IsRepeated))
        {
            var rule = inherited ?? Rules.Of(field);
            FieldDescriptor[] route = [.. above, field];
            if (field.MessageType == Number.Descriptor)
            {
                yield return new NumberSlot(route, rule, field.Index);
                continue;
            }

            // A number by stage has one rule for its four places.
            foreach (var slot in Of(field.MessageType, route, field.MessageType == StageNumbers.Descriptor ? rule : null))
                yield return slot;
        }
    }

    static Number? DefaultOf(Rule rule, int index)
    {
        if (rule.AlwaysDrawn)
            return WithProvenance(rule.Uncertainty.Clone(), rule);
        if (rule.Default.Count == 0)
            return null;
        return WithProvenance(new Number { Value = rule.Default[rule.Default.Count == 1 ? 0 : index] }, rule);
    }

    static Number WithProvenance(Number number, Rule rule)
    {
        number.Grade = rule.Grade;
        number.Source = rule.Source;
        return number;
    }
}
