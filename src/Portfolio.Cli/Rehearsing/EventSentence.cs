using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rehearsing;

/// <summary>An event in one line: its id, its kind, and what it says, by the names that files use.</summary>
static class EventSentence
{
    /// <summary>The line, such as <c>table-1: budget factor 0.6 to 2024-04</c>.</summary>
    public static string Of(Event told)
    {
        var kind = Event.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(told);
        var text = new StringBuilder(told.Id);
        if (kind?.Accessor.GetValue(told) is not IMessage content)
            return text.ToString();
        text.Append(told.Id.Length > 0 ? ": " : "").Append(WordsOf(kind.JsonName));
        foreach (var field in content.Descriptor.Fields.InFieldNumberOrder())
        {
            if (TextOf(field, field.Accessor.GetValue(content)) is { Length: > 0 } value)
                text.Append(' ').Append(IsPlain(field) ? "" : field.JsonName + " ").Append(value);
        }

        return text.ToString();
    }

    /// <summary>Fields whose value says what it is.</summary>
    static bool IsPlain(FieldDescriptor field) => field.JsonName is "posts" or "initiative" or "initiatives" or "claimant" or "lever";

    static string TextOf(FieldDescriptor field, object? value) => value switch
    {
        Number { HasValue: true } number => number.Value.ToString("#,0.##", CultureInfo.InvariantCulture),
        Number number => JsonFormatter.Default.Format(number),
        IEnumerable<string> several => string.Join(", ", several),
        LeverKind.Unspecified or null => "",
        _ => value.ToString() is { } text && field.FieldType == FieldType.Enum ? text.ToLowerInvariant() : value.ToString() ?? "",
    };

    static string WordsOf(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
