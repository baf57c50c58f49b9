using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Files;

/// <summary>Overrides by path are carried as JSON values: nodes ↔ values.</summary>
static class ValueNodes
{
    const double MostExact = 1L << 53;

    /// <summary>A node as a value; a text stays one if it was quoted.</summary>
    public static Value ToValue(Node node) => node switch
    {
        ScalarNode { IsNull: true } => Value.ForNull(),

        // A seed may have more digits than a double keeps.
        ScalarNode { Number: >= MostExact } scalar => Value.ForString(scalar.Text),
        ScalarNode { Number: { } number } => Value.ForNumber(number),
        ScalarNode { Quoted: false, Text: "true" or "false" } scalar => Value.ForBool(scalar.Text == "true"),
        ScalarNode scalar => Value.ForString(scalar.Text),
        SequenceNode sequence => Value.ForList([.. sequence.Items.Select(ToValue)]),
        MappingNode mapping => Value.ForStruct(ToStruct(mapping)),
        _ => throw new ArgumentException($"{node} is no kind of node", nameof(node)),
    };

    /// <summary>A value as a node.</summary>
    public static Node ToNode(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => new ScalarNode(0, TextOf(value.NumberValue), false),
        Value.KindOneofCase.BoolValue => new ScalarNode(0, value.BoolValue ? "true" : "false", false),
        Value.KindOneofCase.StringValue => new ScalarNode(0, value.StringValue, true),
        Value.KindOneofCase.ListValue => new SequenceNode(0, [.. value.ListValue.Values.Select(ToNode)]),
        Value.KindOneofCase.StructValue => new MappingNode(
            0, [.. value.StructValue.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (new ScalarNode(0, field.Key, true), ToNode(field.Value)))]),
        _ => new ScalarNode(0, "", false),
    };

    /// <summary>Whole numbers in digits, however many: a seed is not read from 1E+15.</summary>
    static string TextOf(double number) =>
        Math.Abs(number) < MostExact && number == Math.Floor(number) ? ((long)number).ToString(CultureInfo.InvariantCulture) : Rules.Text(number);

    static Struct ToStruct(MappingNode mapping)
    {
        var result = new Struct();
        foreach (var (key, value) in mapping.Entries)
            result.Fields[key.Text] = ToValue(value);
        return result;
    }
}
