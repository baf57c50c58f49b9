using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Portfolio.Definitions.Differing;

/// <summary>A part of a definition on one line, as a person would write it in a file.</summary>
static class PlainText
{
    /// <summary>The text of a message.</summary>
    public static string Of(IMessage message) => Of(JsonNode.Parse(JsonFormatter.Default.Format(message)), nested: false);

    /// <summary>A plain number is itself; names have no quotes.</summary>
    static string Of(JsonNode? node, bool nested) => node switch
    {
        JsonObject { Count: 1 } number when number["value"] is JsonValue value => Of(value, nested),
        JsonObject fields when nested => $"{{{Fields(fields)}}}",
        JsonObject fields => Fields(fields),
        JsonArray items => $"[{string.Join(", ", items.Select(item => Of(item, nested: true)))}]",
        JsonValue value => value.ToString(),
        _ => "null",
    };

    static string Fields(JsonObject fields) => string.Join(", ", fields.Select(field => $"{field.Key}: {Of(field.Value, nested: true)}"));
}
