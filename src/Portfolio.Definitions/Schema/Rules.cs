using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Schema;

/// <summary>Reads the schema's rules and names off the generated descriptors.</summary>
static class Rules
{
    static readonly Rule None = new();
    static readonly ConcurrentDictionary<FieldDescriptor, Rule> Known = new();

    /// <summary>The rule of a field; an empty one where the schema has none.</summary>
    public static Rule Of(FieldDescriptor field) =>
        Known.GetOrAdd(field, static each => each.GetOptions()?.GetExtension(RuleExtensions.Rule) ?? None);

    /// <summary>The fields that a person may write, by the name in files.</summary>
    public static IEnumerable<FieldDescriptor> Writable(MessageDescriptor message) =>
        message.Fields.InFieldNumberOrder().Where(field => !Of(field).Output);

    /// <summary>The field of a name, if a person may write it.</summary>
    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        Writable(message).FirstOrDefault(field => field.JsonName == name);

    /// <summary>Whether a field holds a message of a kind.</summary>
    public static bool Holds(FieldDescriptor field, MessageDescriptor message) =>
        field.FieldType == FieldType.Message && field.MessageType == message;

    /// <summary>An enum value as files write it: <c>ALLOCATION_POLICY_PRO_RATA</c> is <c>proRata</c>.</summary>
    public static string FileName(EnumValueDescriptor value)
    {
        var words = value.Name.Split('_');
        var prefix = WordsOf(value.EnumDescriptor.Name);
        var rest = words.Skip(prefix).Select(word => word.ToLowerInvariant()).ToArray();
        return rest[0] + string.Concat(rest.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <summary>The values that may be written for an enum: all but 0 and those only results use.</summary>
    public static IEnumerable<EnumValueDescriptor> Values(EnumDescriptor type) =>
        type.Values.Where(value => value.Number != 0 && !(type.Name == nameof(Stage) && value.Number == (int)Stage.Stopped));

    /// <summary>What a number may be, in words: "0 to 5, a year".</summary>
    public static string Allowed(Rule rule)
    {
        var low = rule.HasMin ? Text(rule.Min) : null;
        var high = rule.HasMax ? Text(rule.Max) : null;
        var range = (low, high) switch
        {
            (null, null) => "any number",
            (null, _) => $"at most {high}",
            (_, null) => rule.AboveMin ? $"above {low}" : $"at least {low}",
            _ => rule.AboveMin ? $"above {low}, at most {high}" : $"{low} to {high}",
        };
        return (rule.Whole ? $"a whole number, {range}" : range) + (rule.Unit.Length > 0 && rule.Unit != $"{low}-{high}" ? $", {rule.Unit}" : "");
    }

    /// <summary>A number as people read it.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static int WordsOf(string camelCase) => camelCase.Count(char.IsUpper);
}
