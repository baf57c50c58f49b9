using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;
using Portfolio.Model;
using Enum = System.Enum;

namespace Portfolio.Definitions.Checking;

/// <summary>
/// Checks every field of a message against its rule, wherever the message came from. Numbers that are refused are taken out, so
/// that the rest can still be resolved and checked and everything wrong is said at once.
/// </summary>
sealed partial class FieldChecks(string document, Problems problems)
{
    /// <summary>Checks a message and all it holds. Initiatives may be partial: what they must have is checked once defaults are merged.</summary>
    public void Check(IMessage message, string path)
    {
        foreach (var field in Rules.Writable(message.Descriptor))
            Check(message, field, Rules.Of(field), Join(path, field.JsonName));
    }

    /// <summary>Checks one field of a message.</summary>
    public void Check(IMessage message, FieldDescriptor field, Rule rule, string path)
    {
        var value = field.Accessor.GetValue(message);
        if (field.IsMap)
            return;
        if (rule.Required && !IsGiven(value) && message is not (Initiative or Sites))
            RefuseMissing(field, rule, path);
        else if (field.IsRepeated)
            CheckItems((IList)value, field, rule, path);
        else if (value is Number number)
            Keep(Passes(number, rule, path), message, field);
        else if (value is not null)
            CheckValue(field, rule, value, path);
    }

    static void Keep(bool passes, IMessage message, FieldDescriptor field)
    {
        if (!passes)
            field.Accessor.Clear(message);
    }

    void CheckItems(IList items, FieldDescriptor field, Rule rule, string path)
    {
        var refused = new List<object?>();
        for (var i = 0; i < items.Count; i++)
        {
            var inner = Join(path, ItemKey.Of(items[i]) ?? i.ToString(CultureInfo.InvariantCulture));
            if (items[i] is not Number number)
                CheckValue(field, rule, items[i], inner);
            else if (!Passes(number, rule, inner))
                refused.Add(number);
        }

        refused.ForEach(items.Remove);
    }

    bool Passes(Number number, Rule rule, string path)
    {
        var wrong = DistributionChecks.Of(number, rule).ToList();

        // A number that could not be read is empty, and why is known already.
        if (number.QuantityCase == Number.QuantityOneofCase.None && problems.HasAt(document, path))
            return false;
        wrong.ForEach(each => problems.Add(document, path, each));
        return wrong.Count == 0;
    }

    void CheckValue(FieldDescriptor field, Rule rule, object? value, string path)
    {
        switch (value)
        {
            case StageNumbers stages:
                foreach (var stage in StageNumbers.Descriptor.Fields.InFieldNumberOrder())
                    Check(stages, stage, rule, Join(path, stage.JsonName));
                break;
            case IMessage message:
                Check(message, path);
                break;
            case string { Length: > 0 } text:
                CheckText(rule.Text, text, path);
                break;
            case Enum each when field.FieldType == FieldType.Enum && field.EnumType.FindValueByNumber(Convert.ToInt32(each, CultureInfo.InvariantCulture)) is null:
                problems.Add(document, path, $"{each} is not a known {field.JsonName}");
                break;
        }
    }

    void CheckText(Text form, string text, string path)
    {
        if (form == Text.Id && !Id().IsMatch(text))
            problems.Add(document, path, $"{Quote.Of(text)} is not an id; allowed: letters, digits, hyphens and underscores, at most 63");
        else if (form == Text.Month && !Month.TryParse(text, out _))
            problems.Add(document, path, $"{Quote.Of(text)} is not a month; allowed: yyyy-MM, such as 2022-04");
    }

    void RefuseMissing(FieldDescriptor field, Rule rule, string path)
    {
        var allowed = field.FieldType == FieldType.Enum
            ? NearestName.Hint("", Rules.Values(field.EnumType).Select(Rules.FileName))
            : rule.Unit.Length > 0 ? $"; allowed: {Rules.Allowed(rule)}" : "";
        if (!problems.HasAt(document, path))
            problems.Add(document, path, $"is required{allowed}");
    }

    static bool IsGiven(object? value) => value switch
    {
        null or "" => false,
        IList list => list.Count > 0,
        Enum each => Convert.ToInt32(each, CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
