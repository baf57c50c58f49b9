using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Files;

/// <summary>Reads a single event, written as one of a scenario's file is.</summary>
public static class EventText
{
    const string Document = "event";

    static readonly string[] Tops = [Document];

    /// <summary>Reads an event; null where so much is wrong that nothing could be read. Whether its values are allowed is not checked.</summary>
    /// <param name="text">YAML or JSON, such as <c>{ id: cut, budget: { factor: 0.6 } }</c>.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Event? Parse(string text, Problems problems)
    {
        if (TopLevel.Read($"{Document}: {text}", Document, Document, Tops, problems) is not { } top)
            return null;
        if (TopLevel.Value(top, Document) is not { } node)
        {
            problems.Add(Document, "", "says nothing");
            return null;
        }

        var read = new Event();
        new MessageBinder(Document, null, problems).Bind(read, node, "");
        return read;
    }
}
