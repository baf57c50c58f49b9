using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Schema;

/// <summary>Walks over the numbers that a message holds.</summary>
static class Numbers
{
    /// <summary>Every number in a message, in its parts and in the items of its lists, initiatives left out, each with its path.</summary>
    public static IEnumerable<(string Path, Number Number)> Of(IMessage message, string path)
    {
        foreach (var field in Rules.Writable(message.Descriptor).Where(field => !field.IsMap))
        {
            var inner = path.Length == 0 ? field.JsonName : $"{path}.{field.JsonName}";
            var value = field.Accessor.GetValue(message);
            foreach (var found in value is IList items ? OfItems(items, inner) : OfValue(value, inner))
                yield return found;
        }
    }

    static IEnumerable<(string Path, Number Number)> OfItems(IList items, string path) =>
        items.Cast<object?>().SelectMany((item, index) => item is Initiative ? [] : OfValue(item, $"{path}.{ItemKey.Of(item) ?? index.ToString(CultureInfo.InvariantCulture)}"));

    static IEnumerable<(string Path, Number Number)> OfValue(object? value, string path) => value switch
    {
        Number number => [(path, number)],
        IMessage message => Of(message, path),
        _ => [],
    };
}
