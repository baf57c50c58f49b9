using System.Text;

namespace Portfolio.Definitions.Files;

/// <summary>Writes nodes over lines, as YAML's block form; what is short stays on its line.</summary>
static class BlockText
{
    const int Indent = 2;
    const int LongestLine = 90;

    /// <summary>The text of a document.</summary>
    public static string Of(MappingNode document)
    {
        var text = new StringBuilder();
        Entries(document, 0, text);
        return text.ToString();
    }

    static void Entries(MappingNode mapping, int column, StringBuilder text)
    {
        for (var i = 0; i < mapping.Entries.Count; i++)
        {
            // The first entry of a list's item stands behind its dash.
            var (key, value) = mapping.Entries[i];
            if (text.Length == 0 || text[^1] == '\n')
                text.Append(' ', column);
            text.Append(FlowText.Of(key)).Append(':');
            Value(value, column, text);
        }
    }

    static void Value(Node value, int column, StringBuilder text)
    {
        if (IsShort(value, column))
        {
            text.Append(' ').Append(FlowText.Of(value)).Append('\n');
            return;
        }

        text.Append('\n');
        if (value is MappingNode mapping)
            Entries(mapping, column + Indent, text);
        else if (value is SequenceNode sequence)
            Items(sequence, column + Indent, text);
    }

    static void Items(SequenceNode sequence, int column, StringBuilder text)
    {
        foreach (var item in sequence.Items)
        {
            text.Append(' ', column).Append('-');
            if (item is MappingNode mapping && !IsShort(item, column))
                Entries(mapping, column + Indent, text.Append(' '));
            else
                Value(item, column, text);
        }
    }

    /// <summary>Whether a value stands behind its name; what a document is about never does.</summary>
    static bool IsShort(Node node, int column) => node is ScalarNode || (column > 0 && column + FlowText.Of(node).Length <= LongestLine);
}
