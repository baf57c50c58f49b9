using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Portfolio.Definitions.Files;

/// <summary>Reads a YAML (or JSON) text into nodes that know their lines.</summary>
static class YamlText
{
    const int MostDepth = 64;
    const int LongestName = 1000;
    const char ByteOrderMark = '\uFEFF';

    static readonly SearchValues<char> NoText =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code).Except("\t\n\r")]);

    /// <summary>The document's root, or a problem.</summary>
    public static Node? Read(string text, string document, Position file, Problems problems)
    {
        void Refuse(string why, long line) => problems.AddAt(document, why, file with { Line = (int)line });
        text = text.TrimStart(ByteOrderMark);
        if (text.AsSpan().IndexOfAny(NoText) is >= 0 and var at)
        {
            Refuse($"is not a text: it holds the control character U+{(int)text[at]:X4}", 1 + text.AsSpan(0, at).Count('\n'));
            return null;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            return ReadRoot(parser, Refuse);
        }
        catch (YamlException exception)
        {
            // Some mistakes are reported at the beginning of the whole they lie in; they cannot lie before what was read.
            Refuse($"is not YAML: {exception.Message.TrimEnd('.')}", Math.Max(exception.Start.Line, parser.Current?.Start.Line ?? 0));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Some garbled texts make the parser stumble over itself instead of saying what is wrong.
            Refuse("is not YAML: it cannot be read any further after this line", parser.Current?.End.Line ?? 0);
        }

        return null;
    }

    static Node? ReadRoot(Parser parser, Action<string, long> refuse)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            refuse("the file is empty", 0);
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(parser, 0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            refuse("holds more than one YAML document", parser.Current!.Start.Line);
        return root;
    }

    static Node ReadNode(Parser parser, int depth)
    {
        if (depth > MostDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested more than {MostDepth} deep");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new ScalarNode((int)scalar.Start.Line, scalar.Value, scalar.Style != ScalarStyle.Plain);

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, depth + 1));
            return new SequenceNode((int)sequence.Start.Line, items);
        }

        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            var entries = new List<(ScalarNode, Node)>();
            while (!parser.TryConsume<MappingEnd>(out _))
                entries.Add((ReadName(parser), ReadNode(parser, depth + 1)));
            return new MappingNode((int)mapping.Start.Line, entries);
        }

        throw Unsupported(parser.Current!);
    }

    static ScalarNode ReadName(Parser parser)
    {
        if (parser.Accept<AnchorAlias>(out var alias))
            throw Unsupported(alias);
        if (parser.TryConsume<Scalar>(out var name) && name.Value.Length <= LongestName && !name.Value.Any(char.IsControl))
            return new ScalarNode((int)name.Start.Line, name.Value, name.Style != ScalarStyle.Plain);
        var start = name?.Start ?? parser.Current!.Start;
        throw new YamlException(start, start, $"a name must be a text of one line and at most {LongestName} characters");
    }

    static YamlException Unsupported(ParsingEvent reference) =>
        new(reference.Start, reference.End, "anchors and aliases are not supported; use `defaults`");
}
