using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Files;

/// <summary>
/// Turns nodes into messages by the schema: names, kinds and shapes. A name that the schema does not know is refused with the
/// nearest known one; whether values are allowed is checked on the message afterwards, wherever it came from.
/// </summary>
sealed class MessageBinder(string document, string? file, Problems problems)
{
    const int ByStageCount = 4;

    /// <summary>Fills a message from a mapping, field by field over what it holds.</summary>
    public void Bind(IMessage message, Node node, string path)
    {
        Locate(path, node);
        Fill(message, node, path);
    }

    /// <summary>Fills one field.</summary>
    public void BindField(IMessage message, FieldDescriptor field, Node node, string path)
    {
        if (node is ScalarNode { IsNull: true })
            return;
        if (field.RealContainingOneof?.Accessor.GetCaseFieldDescriptor(message) is { } other && other != field)
            Refuse(path, $"goes not with \"{other.JsonName}\"; only one of them may be given");
        else if (field.IsMap)
            BindMap((IDictionary)field.Accessor.GetValue(message), node, path);
        else if (field.IsRepeated)
            BindList((IList)field.Accessor.GetValue(message), field, node, path);
        else if (field.FieldType == FieldType.Message)
            Fill(field.MessageType == Number.Descriptor ? Fresh(message, field) : NumberSlot.Child(message, field), node, path);
        else if (Scalar(field, node, path) is { } value)
            field.Accessor.SetValue(message, value);
    }

    /// <summary>A node in words.</summary>
    public static string Describe(Node node) => node switch
    {
        ScalarNode { IsNull: true } => "nothing",
        ScalarNode scalar => Quote.Of(scalar.Text),
        SequenceNode => "a list",
        _ => "names with values",
    };

    void Fill(IMessage message, Node node, string path)
    {
        if (Shorthand(message, node, path))
            return;
        if (node is not MappingNode mapping)
        {
            Refuse(path, $"{Describe(node)} where {Expected(message.Descriptor)}");
            return;
        }

        var seen = new HashSet<string>();
        foreach (var (key, value) in mapping.Entries)
        {
            var inner = Join(path, key.Text);
            Locate(inner, key);
            if (!seen.Add(key.Text))
                Refuse(inner, "is given twice");
            else if (message is Number number && key.Text == "value" && value is MappingNode)
                Fill(number, value, path);
            else if (Rules.Find(message.Descriptor, key.Text) is { } field)
                BindField(message, field, value, inner);
            else
                Refuse(inner, $"unknown name{NearestName.Hint(key.Text, Rules.Writable(message.Descriptor).Select(each => each.JsonName))}");
        }
    }

    /// <summary>Numbers written bare, and lists written without the name of the only field that could hold them.</summary>
    bool Shorthand(IMessage message, Node node, string path)
    {
        if (message is Number number && node is ScalarNode scalar)
        {
            if (scalar.Number is { } value)
                number.Value = value;
            else
                Refuse(path, $"{Describe(scalar)} where {Expected(Number.Descriptor)}");
            return true;
        }

        if (message is StageNumbers && node is SequenceNode { Items.Count: ByStageCount } stages)
        {
            foreach (var (field, item) in message.Descriptor.Fields.InFieldNumberOrder().Zip(stages.Items))
            {
                Locate(Join(path, field.JsonName), item);
                BindField(message, field, item, Join(path, field.JsonName));
            }

            return true;
        }

        if (node is SequenceNode && message.Descriptor.Fields.InFieldNumberOrder() is [{ IsRepeated: true } only])
        {
            BindField(message, only, node, path);
            return true;
        }

        return false;
    }

    static Number Fresh(IMessage message, FieldDescriptor field)
    {
        var number = new Number();
        field.Accessor.SetValue(message, number);
        return number;
    }

    void BindList(IList list, FieldDescriptor field, Node node, string path)
    {
        // Lists replace what was there.
        list.Clear();
        if (node is not SequenceNode && Rules.Holds(field, Number.Descriptor))
            node = new SequenceNode(node.Line, [node]);
        if (node is not SequenceNode sequence)
        {
            Refuse(path, $"{Describe(node)} where a list is expected");
            return;
        }

        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var item = sequence.Items[i];
            if (Rules.Holds(field, Value.Descriptor))
            {
                list.Add(ValueNodes.ToValue(item));
            }
            else if (field.FieldType == FieldType.Message)
            {
                var element = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                Bind(element, item, Join(path, KeyOf(field.MessageType, item) ?? i.ToString(CultureInfo.InvariantCulture)));
                list.Add(element);
            }
            else if (Scalar(field, item, Join(path, i.ToString(CultureInfo.InvariantCulture))) is { } value)
            {
                list.Add(value);
            }
        }
    }

    /// <summary>What <see cref="ItemKey"/> will call an item once it is bound.</summary>
    static string? KeyOf(MessageDescriptor item, Node node)
    {
        if (node is not MappingNode mapping)
            return null;
        if (item == AnnualAmount.Descriptor)
            return mapping.ScalarOf("fiscalYear")?.Number is { } year ? Rules.Text(year) : null;
        return mapping.ScalarOf(item == MonthlyAmount.Descriptor ? "month" : "id")?.Text is { Length: > 0 } key ? key : null;
    }

    void BindMap(IDictionary map, Node node, string path)
    {
        if (node is not MappingNode mapping)
        {
            Refuse(path, $"{Describe(node)} where names with values are expected");
            return;
        }

        foreach (var (key, value) in mapping.Entries)
        {
            Locate(Join(path, key.Text), key);
            if (map.Contains(key.Text))
                Refuse(Join(path, key.Text), "is given twice");
            RefuseTwice(value, Join(path, key.Text));
            map[key.Text] = ValueNodes.ToValue(value);
        }
    }

    /// <summary>What is kept as a value loses all but one of a name's entries, so they are looked for here.</summary>
    void RefuseTwice(Node node, string path)
    {
        var entries = (node as MappingNode)?.Entries ?? [];
        foreach (var twice in entries.GroupBy(entry => entry.Key.Text).Where(group => group.Count() > 1))
            Refuse(Join(path, twice.Key), "is given twice");
        foreach (var inner in entries.Select(entry => entry.Value).Concat((node as SequenceNode)?.Items ?? []))
            RefuseTwice(inner, path);
    }

    object? Scalar(FieldDescriptor field, Node node, string path)
    {
        if (node is not ScalarNode scalar)
        {
            Refuse(path, $"{Describe(node)} where {Kind(field)} is expected");
            return null;
        }

        object? value = field.FieldType switch
        {
            FieldType.String => scalar.Text,
            FieldType.Double => scalar.Number,
            FieldType.Bool => scalar.Text switch { "true" => true, "false" => false, _ => null },
            FieldType.UInt64 => ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            FieldType.Enum => Rules.Values(field.EnumType).FirstOrDefault(each => Rules.FileName(each) == scalar.Text)?.Number,
            _ => null,
        };
        if (value is null)
            Refuse(path, $"{Describe(scalar)} is not {Kind(field)}{EnumHint(field, scalar)}");
        return value;
    }

    void Locate(string path, Node node)
    {
        if (file is not null && node.Line > 0)
            problems.Locate(document, path, new Position(file, node.Line));
    }

    void Refuse(string path, string text) => problems.Add(document, path, text);

    static string EnumHint(FieldDescriptor field, ScalarNode scalar) =>
        field.FieldType == FieldType.Enum ? NearestName.Hint(scalar.Text, Rules.Values(field.EnumType).Select(Rules.FileName)) : "";

    static string Kind(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Double => "a number",
        FieldType.Bool => "true or false",
        FieldType.UInt64 => "a whole number from 0",
        FieldType.Enum => $"a known {field.JsonName}",
        _ => "a text",
    };

    static string Expected(MessageDescriptor message) => message == Number.Descriptor
        ? "a number or a distribution is expected"
        : $"the names {string.Join(", ", Rules.Writable(message).Select(field => field.JsonName))} are expected";

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
