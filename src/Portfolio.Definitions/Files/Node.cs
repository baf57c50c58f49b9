using System.Globalization;

namespace Portfolio.Definitions.Files;

/// <summary>A piece of a YAML or JSON document, and the line it stands on (0 if it comes from no file).</summary>
public abstract record Node(int Line);

/// <summary>A text, number or truth value as written.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Text">As written.</param>
/// <param name="Quoted">Written in quotes, and so a text whatever it looks like.</param>
public sealed record ScalarNode(int Line, string Text, bool Quoted) : Node(Line)
{
    /// <summary>Nothing was written.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    /// <summary>The finite number it is, if it is one.</summary>
    public double? Number =>
        !Quoted && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <summary>Names with what they hold, in the order written.</summary>
public sealed record MappingNode(int Line, IReadOnlyList<(ScalarNode Key, Node Value)> Entries) : Node(Line)
{
    /// <summary>The scalar a name holds, if it does.</summary>
    public ScalarNode? ScalarOf(string name) => Entries.FirstOrDefault(entry => entry.Key.Text == name).Value as ScalarNode;
}

/// <summary>A list.</summary>
public sealed record SequenceNode(int Line, IReadOnlyList<Node> Items) : Node(Line);
