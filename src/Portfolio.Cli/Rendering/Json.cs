using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Portfolio.Cli.Rendering;

/// <summary>JSON as the commands print it.</summary>
static class Json
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented text.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Indented);

    /// <summary>A message in protobuf's JSON form.</summary>
    public static JsonNode Of(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;
}
