using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;
using Enum = System.Enum;

namespace Portfolio.Definitions.Files;

/// <summary>Turns messages into the nodes that <see cref="MessageBinder"/> would make them of again: what is not said is left out.</summary>
static class MessageNodes
{
    /// <summary>The node of a message; a number that is nothing but its value is written bare.</summary>
    public static Node Of(IMessage message)
    {
        var entries = new List<(ScalarNode, Node)>();
        foreach (var field in Rules.Writable(message.Descriptor))
        {
            var value = field.Accessor.GetValue(message);
            if (field.HasPresence ? field.Accessor.HasValue(message) : !IsEmpty(field, value))
                entries.Add((Text(field.JsonName), OfField(field, value)));
        }

        return message is Number { HasValue: true } && entries is [(_, ScalarNode bare)] ? bare : new MappingNode(0, entries);
    }

    /// <summary>The node of a list.</summary>
    public static Node OfList(FieldDescriptor field, IList items) => new SequenceNode(0, [.. items.Cast<object>().Select(item => OfValue(field, item))]);

    /// <summary>The node of one value of a field.</summary>
    public static Node OfValue(FieldDescriptor field, object value) => value switch
    {
        IMessage message => Of(message),
        string text => Text(text),
        bool truth => new ScalarNode(0, truth ? "true" : "false", false),
        double number => new ScalarNode(0, Rules.Text(number), false),
        Enum each => new ScalarNode(0, NameOf(field.EnumType, each), false),
        _ => new ScalarNode(0, Convert.ToString(value, CultureInfo.InvariantCulture)!, false),
    };

    /// <summary>Whether a field holds what it holds without being written.</summary>
    public static bool IsEmpty(FieldDescriptor field, object value) => !field.HasPresence && value switch
    {
        string text => text.Length == 0,
        ICollection items => items.Count == 0,
        Enum each => Convert.ToInt32(each, CultureInfo.InvariantCulture) == 0,
        bool truth => !truth,
        ulong number => number == 0,
        double number => number == 0,
        _ => false,
    };

    static Node OfField(FieldDescriptor field, object value) => value switch
    {
        IDictionary<string, Value> map => new MappingNode(0, [.. map.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (Text(each.Key), ValueNodes.ToNode(each.Value)))]),
        IList items => OfList(field, items),
        _ => OfValue(field, value),
    };

    static string NameOf(EnumDescriptor type, Enum value)
    {
        var number = Convert.ToInt32(value, CultureInfo.InvariantCulture);
        return type.FindValueByNumber(number) is { } known ? Rules.FileName(known) : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A text, in quotes where it could be taken for something else.</summary>
    static ScalarNode Text(string text) => new(0, text, true);
}
