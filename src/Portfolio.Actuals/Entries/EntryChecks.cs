using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Schema;
using Portfolio.Model;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Actuals.Entries;

/// <summary>Checks entries by themselves: what each must have, and what it may say of whom. What other entries have to do with it is the ledger's to say.</summary>
public static class EntryChecks
{
    const int MostCharacters = 200;
    const int MostNoteCharacters = 4000;

    static readonly Month Earliest = Month.Of(1948, 7);
    static readonly Month Latest = Month.Of(2199, 12);

    /// <summary>Adds what is wrong with an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="programme">It is about the programme, not about an initiative.</param>
    /// <param name="path">Where it stands, such as <c>entries[3]</c>.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(Entry entry, bool programme, string path, Problems problems)
    {
        void Refuse(string field, string text) => problems.Add("", $"{path}.{field}", text);
        if (!Month.TryParse(entry.Month, out var month))
            Refuse("month", $"{Quote.Of(entry.Month)} is not a month; allowed: yyyy-MM");
        else if (month - Earliest < 0 || month - Latest > 0)
            Refuse("month", $"{entry.Month} is not allowed; allowed: {Earliest} to {Latest}");
        CheckText(entry.Source, "source", MostCharacters, required: true, Refuse);
        CheckText(entry.Key, "key", MostCharacters, required: true, Refuse);
        CheckText(entry.Author, "author", MostCharacters, required: false, Refuse);
        CheckText(entry.Note, "note", MostNoteCharacters, required: false, Refuse);
        if (entry.Corrects < 0)
            Refuse("corrects", $"{entry.Corrects} is not allowed; allowed: the number of an entry, or 0 for none");
        if (entry.FactCase == Fact.None)
            Refuse("fact", $"is required; allowed: {string.Join(", ", Facts.NamesOf(programme))}");
        else if (!Facts.CanBeOf(entry.FactCase, programme))
            Refuse(Facts.NameOf(entry.FactCase), $"cannot be said of {(programme ? "the programme" : "an initiative")}; allowed: {string.Join(", ", Facts.NamesOf(programme))}");
        else
            CheckFact(entry, Refuse);
    }

    static void CheckFact(Entry entry, Action<string, string> refuse)
    {
        if (entry.FactCase == Fact.Withdrawn && entry.Corrects == 0)
            refuse("corrects", "is required: the number of the entry that is withdrawn");
        if (entry.FactCase == Fact.Accepted && entry.Corrects != 0)
            refuse("corrects", "goes not with accepted; accept another entry instead");
        var fact = (IMessage)Entry.Descriptor.FindFieldByNumber((int)entry.FactCase).Accessor.GetValue(entry);
        foreach (var field in fact.Descriptor.Fields.InFieldNumberOrder())
            CheckValue(field, field.Accessor.GetValue(fact), (name, text) => refuse($"{Facts.NameOf(entry.FactCase)}.{name}", text));
    }

    static void CheckValue(FieldDescriptor field, object value, Action<string, string> refuse)
    {
        if (field.FieldType == FieldType.Enum)
        {
            var allowed = Rules.Values(field.EnumType).Select(Rules.FileName).Where(name => name != "adoption");
            if (field.EnumType.FindValueByNumber((int)value) is not { } known || !allowed.Contains(Rules.FileName(known)))
                refuse(field.JsonName, $"{((int)value == 0 ? "is required" : $"{(int)value} is not allowed")}; allowed: {string.Join(", ", allowed)}");
            return;
        }

        var rule = Rules.Of(field);
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number) || number < rule.Min || number > rule.Max)
            refuse(field.JsonName, $"{Rules.Text(number)} is not allowed; allowed: {Rules.Allowed(rule)}");
    }

    static void CheckText(string text, string field, int most, bool required, Action<string, string> refuse)
    {
        if (text.Length > most)
            refuse(field, $"{Quote.Of(text)} has {text.Length} characters; allowed: at most {most}");
        if (required && string.IsNullOrWhiteSpace(text))
            refuse(field, "is required");
    }
}
