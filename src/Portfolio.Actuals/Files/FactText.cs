using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Schema;

namespace Portfolio.Actuals.Files;

/// <summary>Facts as people write them: a name, a value, and a lever where it is about one.</summary>
public static class FactText
{
    const string Lever = "lever";

    /// <summary>The fact of an entry as a person would write it; what it has none of is empty.</summary>
    public static (string Name, string Value, string Lever) Of(Entry entry)
    {
        var field = Entry.Descriptor.FindFieldByNumber((int)entry.FactCase);
        var said = (IMessage)field.Accessor.GetValue(entry);
        string TextOf(bool lever) => string.Concat(field.MessageType.Fields.InFieldNumberOrder()
            .Where(part => part.Name == Lever == lever)
            .Select(part => Text(part, part.Accessor.GetValue(said))));
        return (field.JsonName, TextOf(lever: false), TextOf(lever: true));
    }

    /// <summary>Puts a fact into an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="name">The fact's name, such as <c>sitesLive</c>.</param>
    /// <param name="value">A number, a stage or a reason; empty where something only happened.</param>
    /// <param name="lever">The lever; empty where it is about none.</param>
    /// <param name="refuse">Takes what is wrong: which of <c>fact</c>, <c>value</c>, <c>lever</c>, and why.</param>
    /// <returns>Whether nothing was wrong.</returns>
    public static bool Put(Entry entry, string name, string value, string lever, Action<string, string> refuse)
    {
        if (!Facts.Named.TryGetValue(name, out var fact))
        {
            refuse("fact", $"{Quote.Of(name)} is not known{NearestName.Hint(name, Facts.Named.Keys)}; allowed: {string.Join(", ", Facts.Named.Keys.Order())}");
            return false;
        }

        var field = Entry.Descriptor.FindFieldByNumber((int)fact);
        var said = field.MessageType.Parser.ParseFrom(ByteString.Empty);
        var parts = field.MessageType.Fields.InFieldNumberOrder();
        var sound = RefuseNeedless(parts, name, value, lever, refuse);
        foreach (var part in parts)
        {
            var (column, text) = part.Name == Lever ? (Lever, lever) : ("value", value);
            if (Parse(part, text) is { } parsed)
            {
                part.Accessor.SetValue(said, parsed);
                continue;
            }

            refuse(column, $"{(text.Length == 0 ? "is required" : $"{Quote.Of(text)} is not allowed")}; allowed: {Allowed(part)}");
            sound = false;
        }

        field.Accessor.SetValue(entry, said);
        return sound;
    }

    static bool RefuseNeedless(IList<FieldDescriptor> parts, string name, string value, string lever, Action<string, string> refuse)
    {
        var (needlessValue, needlessLever) = (parts.Count == 0 && value.Length > 0, lever.Length > 0 && parts.All(part => part.Name != Lever));
        if (needlessValue)
            refuse("value", $"{Quote.Of(value)} is not allowed; {name} has no value, leave it empty");
        if (needlessLever)
            refuse(Lever, $"{Quote.Of(lever)} is not allowed; {name} is about no lever, leave it empty");
        return !needlessValue && !needlessLever;
    }

    /// <summary>The value of a part of a fact; null where the text is none.</summary>
    static object? Parse(FieldDescriptor part, string text) => part.FieldType switch
    {
        FieldType.Enum => Rules.Values(part.EnumType).FirstOrDefault(value => Rules.FileName(value) == text) is { } value ? Enum.ToObject(part.EnumType.ClrType, value.Number) : null,
        FieldType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        FieldType.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    static string Text(FieldDescriptor part, object value) => part.FieldType switch
    {
        FieldType.Enum => Rules.FileName(part.EnumType.FindValueByNumber((int)value)),
        FieldType.Double => Rules.Text((double)value),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Allowed(FieldDescriptor part) => part.FieldType == FieldType.Enum
        ? string.Join(", ", Rules.Values(part.EnumType).Select(Rules.FileName))
        : $"{(part.FieldType == FieldType.Double ? "" : "a whole number, ")}{Rules.Allowed(Rules.Of(part))}";
}
