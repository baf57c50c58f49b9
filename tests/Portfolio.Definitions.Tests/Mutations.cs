using CsCheck;

namespace Portfolio.Definitions.Tests;

/// <summary>Texts that are a definition no longer, or hardly.</summary>
static class Mutations
{
    static readonly string[] Nasty =
    [
        "", "~", "null", "true", "0", "-1", "7", "0.5", "1e999", "-1e308", "1e-320", "NaN", ".inf", "99999999999999999999",
        "2020-04", "2020-13", "9999-12", "0000-00", "[]", "{}", "[", "}", "{a: ", "- ", "? ", ": ",
        "\"", "'", "\"\\u0000\"", "\"\\ud800\"", "&a", "*a", "!!str", "!<", "|", ">", "%", "@", "#", "---", "...",
        "\t", "\r", "\n", "\0", "\uFEFF", "\u2028", "é", "😀", "…", "programme", "levers", "tools", "tools-001", "platform", "late",
        "base", "worse", "example", "adoption", "discovery",
        "{value: {value: {value: 1}}}", "{uniform: {low: 1, high: 0}}", "{lognormal: {mean: 1e308, cv: 1e308}}",
        "{beta: {alpha: 1e-300, beta: 1e300}}", "{mixture: [{weight: 1, of: {}}]}",
        "{discrete: []}", "{empirical: {values: []}}", "{normal: {mean: 0, sd: 1e300}, truncate: {low: 5, high: 4}}", "{source: x}", "[1, [2, [3]]]", "a.b.c", "initiatives", "defaults",
    ];

    static readonly char[] Separators = " ,:{}[]\n\"".ToCharArray();

    /// <summary>A text changed in one to four places.</summary>
    public static Gen<string> Of(string text) =>
        Gen.Select(Gen.Int[1, 4], Gen.UInt.Array[16], (times, choices) => Enumerable.Range(0, times).Aggregate(text, (at, i) => Once(at, choices.AsSpan(4 * i, 4))));

    static string Once(string text, ReadOnlySpan<uint> choices)
    {
        var lines = text.Split('\n').ToList();
        var line = (int)(choices[1] % lines.Count);
        var other = (int)(choices[2] % lines.Count);
        var nasty = Nasty[choices[3] % Nasty.Length];
        if (text.Length < 16)
            return text + nasty;
        switch (choices[0] % 10)
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(other, lines[line]);
                break;
            case 2:
                (lines[line], lines[other]) = (lines[other], lines[line]);
                break;
            case 3:
                lines[line] = lines[line].Length == 0 ? nasty : lines[line].Insert((int)(choices[2] % lines[line].Length), nasty);
                break;
            case 4:
                lines[line] = new string(' ', (int)(choices[2] % 9)) + lines[line].TrimStart();
                break;
            case 5:
                return text[..(int)(choices[1] % text.Length)];
            case 6:
                return text.Remove((int)(choices[1] % (text.Length - 8)), (int)(choices[2] % 8));
            case 7:
                return Swapped(text, choices[1], choices[2]);
            default:
                return Replaced(text, choices[1], nasty);
        }

        return string.Join('\n', lines);
    }

    /// <summary>A word put in another's place.</summary>
    static string Swapped(string text, uint from, uint to)
    {
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? text : Replaced(text, from, words[to % words.Length]);
    }

    static string Replaced(string text, uint at, string by)
    {
        var start = (int)(at % text.Length);
        while (start > 0 && !Separators.Contains(text[start - 1]))
            start--;
        var end = start;
        while (end < text.Length && !Separators.Contains(text[end]))
            end++;
        return text[..start] + by + text[end..];
    }
}
