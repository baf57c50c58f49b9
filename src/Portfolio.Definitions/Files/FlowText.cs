using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Definitions.Files;

/// <summary>Writes nodes on one line, as YAML's flow form.</summary>
static partial class FlowText
{
    /// <summary>The text of a node.</summary>
    public static string Of(Node node) => node switch
    {
        ScalarNode { Quoted: false } scalar => scalar.Text.Length == 0 ? "null" : scalar.Text,
        ScalarNode scalar => IsPlain(scalar.Text) ? scalar.Text : Quoted(scalar.Text),
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Of))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Of(entry.Key)}: {Of(entry.Value)}"))}}}",
        _ => throw new ArgumentException($"{node} is no kind of node", nameof(node)),
    };

    /// <summary>Whether a text is read back as itself without quotes, wherever it stands.</summary>
    static bool IsPlain(string text) =>
        Plain().IsMatch(text) && text is not ("true" or "false" or "null") && new ScalarNode(0, text, false).Number is null;

    static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var each in text)
        {
            quoted.Append(each switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(each) || each is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)each:X4}",
                _ => each.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[\p{L}\p{Nd}]([\p{L}\p{M}\p{Nd}_./()%+£–-]| (?! ))*(?<! )\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
