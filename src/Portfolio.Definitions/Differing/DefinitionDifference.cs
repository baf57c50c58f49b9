using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Differing;

/// <summary>What differs between two definitions of one kind, path by path. What only a server says is left out.</summary>
/// <remarks>
/// Items that have an id, a month or a fiscal year are found by it, so that one that is added moves no other's path; one that only one side has is one
/// difference. Lists of anything else are compared as a whole, and so are numbers with their distributions.
/// </remarks>
public sealed class DefinitionDifference
{
    readonly List<FieldDifference> found = [];

    DefinitionDifference()
    {
    }

    /// <summary>The differences in the order of the schema; none where both say the same.</summary>
    public static IReadOnlyList<FieldDifference> Between<T>(T before, T after)
        where T : class, IMessage<T>
    {
        var difference = new DefinitionDifference();
        difference.Compare(before, after, "");
        return difference.found;
    }

    void Compare(IMessage? before, IMessage? after, string path)
    {
        foreach (var field in Rules.Writable((before ?? after)!.Descriptor))
        {
            var inner = path.Length == 0 ? field.JsonName : $"{path}.{field.JsonName}";
            var (one, other) = (ValueOf(field, before), ValueOf(field, after));
            if (field.IsMap)
                CompareMaps((MapOf(one), MapOf(other)), inner);
            else if (field.IsRepeated)
                CompareLists(field, (IList?)one ?? Array.Empty<object>(), (IList?)other ?? Array.Empty<object>(), inner);
            else if (field.FieldType == FieldType.Message && field.MessageType != Number.Descriptor)
                CompareParts((IMessage?)one, (IMessage?)other, inner);
            else
                Add(inner, TextOf(field, one), TextOf(field, other));
        }
    }

    /// <summary>A part without any content still differs from none.</summary>
    void CompareParts(IMessage? before, IMessage? after, string path)
    {
        var count = found.Count;
        if (before is not null || after is not null)
            Compare(before, after, path);
        if (found.Count == count)
            Add(path, before is null ? "" : "{}", after is null ? "" : "{}");
    }

    void CompareMaps((Dictionary<string, string> Before, Dictionary<string, string> After) maps, string path)
    {
        foreach (var key in maps.Before.Keys.Union(maps.After.Keys).Order(StringComparer.Ordinal))
            Add($"{path}.{key}", maps.Before.GetValueOrDefault(key, ""), maps.After.GetValueOrDefault(key, ""));
    }

    void CompareLists(FieldDescriptor field, IList before, IList after, string path)
    {
        if (ByKey(before) is not { } first || ByKey(after) is not { } second)
        {
            Add(path, before.Count == 0 ? "" : FlowText.Of(MessageNodes.OfList(field, before)), after.Count == 0 ? "" : FlowText.Of(MessageNodes.OfList(field, after)));
            return;
        }

        foreach (var key in first.Keys.Union(second.Keys))
        {
            var (one, other) = (first.GetValueOrDefault(key), second.GetValueOrDefault(key));
            if (one is not null && other is not null)
                Compare(one, other, $"{path}.{key}");
            else
                Add($"{path}.{key}", TextOf(one), TextOf(other));
        }

        var (common, moved) = (first.Keys.Where(second.ContainsKey), second.Keys.Where(first.ContainsKey));
        if (!common.SequenceEqual(moved))
            Add($"{path} (order)", string.Join(", ", first.Keys), string.Join(", ", second.Keys));
    }

    void Add(string path, string before, string after)
    {
        if (before != after)
            found.Add(new FieldDifference { Path = path, Before = before, After = after });
    }

    /// <summary>Items by their keys, in order; null where one has none, or two have the same.</summary>
    static OrderedDictionary<string, IMessage>? ByKey(IList items)
    {
        var found = new OrderedDictionary<string, IMessage>();
        foreach (var item in items)
        {
            if (ItemKey.Of(item) is not { } key || !found.TryAdd(key, (IMessage)item))
                return null;
        }

        return found;
    }

    static object? ValueOf(FieldDescriptor field, IMessage? message) =>
        message is null || (field.HasPresence && !field.Accessor.HasValue(message)) ? null : field.Accessor.GetValue(message);

    static Dictionary<string, string> MapOf(object? map) =>
        map is IDictionary<string, Value> values ? values.ToDictionary(each => each.Key, each => FlowText.Of(ValueNodes.ToNode(each.Value))) : [];

    static string TextOf(FieldDescriptor field, object? value) => value is null || MessageNodes.IsEmpty(field, value) ? "" : FlowText.Of(MessageNodes.OfValue(field, value));

    static string TextOf(IMessage? message) => message is null ? "" : FlowText.Of(MessageNodes.Of(message));
}
