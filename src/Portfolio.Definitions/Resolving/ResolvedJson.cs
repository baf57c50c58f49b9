using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Resolving;

/// <summary>A resolved definition as JSON: the form of files, with every number spelled out — path, value or distribution, source, grade, and where it was written.</summary>
public sealed class ResolvedJson
{
    readonly ResolvedDefinition resolved;

    ResolvedJson(ResolvedDefinition resolved) => this.resolved = resolved;

    /// <summary>The JSON of a resolved definition.</summary>
    public static JsonObject Of(ResolvedDefinition resolved)
    {
        var json = new ResolvedJson(resolved);
        var events = new JsonArray();
        foreach (var (document, happening) in resolved.Events)
        {
            var node = json.Message(happening, $"events.{happening.Id}", null);
            node["from"] = document;
            events.Add((JsonNode)node);
        }

        var costs = new JsonArray();
        foreach (var (scenario, cost) in resolved.Costs)
            costs.Add(json.Number(cost, $"scenarios.{scenario}.costPerMonth"));
        return new JsonObject
        {
            ["scenario"] = resolved.Scenario,
            ["portfolio"] = json.Message(resolved.Portfolio, "", null),
            ["events"] = events,
            ["scenarioCosts"] = costs,
        };
    }

    JsonObject Message(IMessage message, string path, Rule? inherited)
    {
        var node = new JsonObject();
        foreach (var field in Rules.Writable(message.Descriptor))
        {
            var inner = Join(path, field.JsonName);
            if (field.IsMap)
                continue;
            if (field.IsRepeated)
            {
                if (field.Accessor.GetValue(message) is IList { Count: > 0 } items)
                    node[field.JsonName] = List(items, field, inner, inherited);
            }
            else if (field.HasPresence ? field.Accessor.HasValue(message) : !IsEmpty(field.Accessor.GetValue(message)))
            {
                node[field.JsonName] = Value(field, field.Accessor.GetValue(message), inner, inherited);
            }
        }

        return node;
    }

    JsonArray List(IList items, FieldDescriptor field, string path, Rule? inherited)
    {
        var list = new JsonArray();
        for (var i = 0; i < items.Count; i++)
            list.Add(Value(field, items[i]!, Join(path, ItemKey.Of(items[i]) ?? i.ToString(CultureInfo.InvariantCulture)), inherited));
        return list;
    }

    JsonNode? Value(FieldDescriptor field, object value, string path, Rule? inherited) => value switch
    {
        Number number => Number(number, path),
        IMessage message => Message(message, path, inherited),
        Enum each when field.EnumType.FindValueByNumber(Convert.ToInt32(each, CultureInfo.InvariantCulture)) is { } known => JsonValue.Create(Rules.FileName(known)),
        bool each => JsonValue.Create(each),
        ulong each => JsonValue.Create(each),
        double each => JsonValue.Create(each),
        _ => JsonValue.Create(value.ToString()),
    };

    JsonObject Number(Number number, string path)
    {
        var node = new JsonObject { ["path"] = path };
        foreach (var (name, value) in Message(number, "", null).ToList())
            node[name] = value?.DeepClone();
        var declaration = resolved.DeclarationOf(number);
        node["from"] = declaration.From;
        if (declaration.Path.Length > 0 && declaration.Path != path)
            node["declaredAt"] = declaration.Path;
        return node;
    }

    static bool IsEmpty(object value) =>
        value is "" || (value is Enum each && Convert.ToInt32(each, CultureInfo.InvariantCulture) == 0);

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
