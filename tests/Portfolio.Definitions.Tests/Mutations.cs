using CsCheck;

namespace Portfolio.Definitions.Tests;

/// <summary>Texts that are a definition no longer, or hardly.</summary>
static class Mutations
{
    /// <summary>Pieces that are YAML wherever a word is.</summary>
    static readonly string[] Words =
    [
        "~", "true", "0", "-1", "7", "0.5", "1e999", "-1e308", "1e-320", "NaN", ".inf", "99999999999999999999", "2020-04", "2020-13", "9999-12", "0000-00", "[]", "{}", "x", "'a.b.c'", "\"a\\nb\"",
        "programme", "levers", "tools", "tools-001", "platform", "late", "base", "worse", "adoption", "discovery", "initiatives", "defaults", "count", "999", "\"\"",
        "{value: {value: {value: 1}}}", "{uniform: {low: 1, high: 0}}", "{uniform: {low: 0, high: 1}, per: portfolio}", "{lognormal: {mean: 1.0e+308, cv: 1.0e+308}}", "{beta: {alpha: 1.0e-300, beta: 1.0e+300}}",
        "{mixture: [{weight: 1, of: {}}]}", "{discrete: []}", "{empirical: {values: []}}", "{normal: {mean: 0, sd: 1.0e+300}, truncate: {low: 5, high: 4}}", "{normal: {mean: 1, sd: 1}, truncate: {low: 0}}", "{source: x}", "[1, [2, [3]]]",
    ];

    /// <summary>Pieces that are YAML hardly anywhere.</summary>
    static readonly string[] Shards =
    [
        "", "[", "}", "{a: ", "- ", "? ", ": ", "\"", "'", "\"\\u0000\"", "\"\\ud800\"", "&a", "*a", "!!str", "!<", "|", ">", "%", "@", "#", "---", "...", "\t", "\r", "\n", "\0", "\uFEFF", "\u2028", "é", "😀", "…",
    ];

    static readonly char[] Separators = " ,:{}[]\n\"".ToCharArray();

    /// <summary>A text changed in one to four places, gently or roughly.</summary>
    public static Gen<string> Of(string text) =>
        Gen.Select(Gen.Bool, Gen.Int[1, 4], Gen.UInt.Array[16], (gently, times, choices) => Enumerable.Range(0, times)
            .Select(i => choices.AsMemory(4 * i, 4))
            .Aggregate(text, (at, next) => at.Length < 16 ? at + "x" : gently ? Gently(at, next.Span) : Roughly(at, next.Span)));

    /// <summary>A word becomes another: the text stays YAML more often than not.</summary>
    static string Gently(string text, ReadOnlySpan<uint> choices)
    {
        var own = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return Replaced(text, choices[1], choices[0] % 2 == 0 && own.Length > 0 ? own[choices[2] % own.Length] : Words[choices[2] % Words.Length]);
    }

    static string Roughly(string text, ReadOnlySpan<uint> choices)
    {
        var lines = text.Split('\n').ToList();
        var line = (int)(choices[1] % lines.Count);
        var other = (int)(choices[2] % lines.Count);
        var shard = Shards[choices[3] % Shards.Length];
        switch (choices[0] % 8)
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
                lines[line] = lines[line].Insert((int)(choices[2] % (lines[line].Length + 1)), shard);
                break;
            case 4:
                lines[line] = new string(' ', (int)(choices[2] % 9)) + lines[line].TrimStart();
                break;
            case 5:
                return text[..(int)(choices[1] % text.Length)];
            case 6:
                return text.Remove((int)(choices[1] % (text.Length - 8)), (int)(choices[2] % 8));
            default:
                return Replaced(text, choices[1], shard);
        }

        return string.Join('\n', lines);
    }

    static string Replaced(string text, uint at, string by)
    {
        var start = (int)(at % text.Length);
        while (start < text.Length - 1 && Separators.Contains(text[start]))
            start++;
        while (start > 0 && !Separators.Contains(text[start - 1]))
            start--;
        var end = start;
        while (end < text.Length && !Separators.Contains(text[end]))
            end++;
        return text[start..end] == "-" ? text : text[..start] + by + text[end..];
    }
}
