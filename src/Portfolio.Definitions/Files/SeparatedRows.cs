using Microsoft.VisualBasic.FileIO;

namespace Portfolio.Definitions.Files;

/// <summary>A row of comma-separated text.</summary>
/// <param name="Line">Line on which it begins, from 1.</param>
/// <param name="Fields">Its fields.</param>
public readonly record struct SeparatedRow(int Line, string[] Fields);

/// <summary>Reads comma-separated text row by row. A line that begins with # says nothing.</summary>
public static class SeparatedRows
{
    /// <summary>The rows of a text, as they are asked for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="refuse">Takes the line of a row that cannot be read, and why; the row is left out.</param>
    public static IEnumerable<SeparatedRow> Read(TextReader text, Action<int, string> refuse)
    {
        using var parser = new TextFieldParser(text) { Delimiters = [","], CommentTokens = ["#"] };

        // Looking at the next character passes over blank lines and comments, so that the line is that of the row.
        while (!parser.EndOfData)
        {
            var line = (int)parser.LineNumber;
            if (Fields(parser) is { } fields)
                yield return new SeparatedRow(line, fields);
            else
                refuse(line, "cannot be read: a quote is opened or closed in the middle of a field");
        }
    }

    static string[]? Fields(TextFieldParser parser)
    {
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException)
        {
            return null;
        }
    }
}
