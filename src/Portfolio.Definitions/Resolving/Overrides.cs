using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Checking;
using Portfolio.Definitions.Files;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Resolving;

/// <summary>One entry of a scenario's <c>set</c>.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Path">Path of what it overrides.</param>
/// <param name="Value">What it puts there.</param>
sealed record Override(string Scenario, string Path, Value Value)
{
    const string Initiatives = "initiatives";

    /// <summary>The document it stands in.</summary>
    public string Document => $"scenarios/{Scenario}";

    string Place => $"set.{Path}";

    string[] Segments => Path.Split('.');

    /// <summary>The initiative it is about, if it is about one.</summary>
    public string? Initiative => Segments is [Initiatives, var id, ..] ? id : null;

    /// <summary>Puts the value where the path leads.</summary>
    /// <param name="root">The portfolio, or the initiative the path names.</param>
    /// <param name="problems">Takes what is wrong with path or value.</param>
    public void Apply(IMessage root, Problems problems)
    {
        var segments = Initiative is null ? Segments : Segments[2..];
        if (segments.Length == 0)
            Refuse(problems, "leads to a whole initiative; name one of its fields");
        var message = root;
        var inherited = default(Rule);
        for (var i = 0; i < segments.Length; i++)
        {
            if (Find(message, segments[i], problems) is not { } field)
                return;
            var rule = inherited ?? Rules.Of(field);
            var last = i == segments.Length - 1;
            if (last || Rules.Holds(field, Number.Descriptor))
            {
                if (last)
                    Put(message, field, rule, problems);
                else
                    Refuse(problems, $"{segments[i]} is a number; nothing lies below it");
                return;
            }

            if (field.FieldType != FieldType.Message)
            {
                Refuse(problems, $"nothing lies below {segments[i]}");
                return;
            }

            inherited = field.MessageType == StageNumbers.Descriptor ? rule : null;
            if (!field.IsRepeated)
                message = NumberSlot.Child(message, field);
            else if (Item(message, field, segments[++i], problems) is { } item)
                message = item;
            else
                return;
            if (i == segments.Length - 1)
                Refuse(problems, "leads to a whole item of a list; name one of its fields");
        }
    }

    FieldDescriptor? Find(IMessage message, string name, Problems problems)
    {
        var field = Rules.Find(message.Descriptor, name);
        if (field is null)
            Refuse(problems, $"unknown path: no \"{name}\" there{NearestName.Hint(name, Rules.Writable(message.Descriptor).Select(each => each.JsonName))}");
        else if (field.JsonName == "id" || (field.JsonName == Initiatives && message is PortfolioDefinition))
            Refuse(problems, $"{field.JsonName} may not be overridden");
        else
            return field;
        return null;
    }

    IMessage? Item(IMessage message, FieldDescriptor field, string key, Problems problems)
    {
        var items = ((IList)field.Accessor.GetValue(message)).Cast<IMessage>().ToList();
        var item = items.FirstOrDefault(each => ItemKey.Of(each) == key);
        if (item is null)
            Refuse(problems, $"unknown path: {field.JsonName} has no \"{key}\"{NearestName.Hint(key, items.Select(ItemKey.Of).OfType<string>())}");
        return item;
    }

    /// <summary>Tries the value on an empty message first: what is refused leaves no trace.</summary>
    void Put(IMessage message, FieldDescriptor field, Rule rule, Problems problems)
    {
        var node = ValueNodes.ToNode(Value);
        var trial = message.Descriptor.Parser.ParseFrom(ByteString.Empty);
        var found = new Problems();
        if (node is ScalarNode { IsNull: true })
            Refuse(found, "says nothing; give it a value or leave it out");
        new MessageBinder(Document, null, found).BindField(trial, field, node, Place);
        new FieldChecks(Document, found).Check(trial, field, rule, Place);
        foreach (var problem in found.Found)
            problems.Add(problem.Document, problem.Path, problem.Text);
        if (!found.Any)
            new MessageBinder(Document, null, problems).BindField(message, field, node, Place);
    }

    void Refuse(Problems problems, string text) => problems.Add(Document, Place, text);
}
