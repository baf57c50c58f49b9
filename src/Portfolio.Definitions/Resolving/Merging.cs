using System.Collections;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Resolving;

/// <summary>
/// Merges name by name. Numbers and lists are taken whole, and numbers by reference: who inherits a number holds the very
/// object that was declared, which is how a shared draw is known.
/// </summary>
static class Merging
{
    /// <summary>A new message with what is above, and below it what is missing there.</summary>
    public static T Merge<T>(T? below, T? above)
        where T : class, IMessage<T>, new()
    {
        var merged = new T();
        Lay(merged, below);
        Lay(merged, above);
        return merged;
    }

    static void Lay(IMessage onto, IMessage? from)
    {
        if (from is null)
            return;
        foreach (var field in Rules.Writable(from.Descriptor))
        {
            var value = field.Accessor.GetValue(from);
            if (field.IsRepeated)
            {
                if (value is IList { Count: > 0 } items)
                    Replace((IList)field.Accessor.GetValue(onto), items);
            }
            else if (value is IMessage message and not Number)
            {
                Lay(NumberSlot.Child(onto, field), message);
            }
            else if (field.HasPresence ? field.Accessor.HasValue(from) : value is not (null or "" or 0) && !IsUnspecified(value))
            {
                field.Accessor.SetValue(onto, value);
            }
        }
    }

    static void Replace(IList list, IList items)
    {
        list.Clear();
        foreach (var item in items)
            list.Add(item);
    }

    static bool IsUnspecified(object value) => value is Enum each && Convert.ToInt32(each, System.Globalization.CultureInfo.InvariantCulture) == 0;
}
