namespace Portfolio.Definitions;

/// <summary>Repeats what somebody wrote, so that a problem stays one line that can be read.</summary>
public static class Quote
{
    const int MostCharacters = 60;

    /// <summary>The text in quotes, cut where it is long.</summary>
    public static string Of(string text) => $"\"{Line(text.Length > MostCharacters ? text[..MostCharacters] + "…" : text)}\"";

    /// <summary>The text with a blank for each line break and other control character.</summary>
    public static string Line(string text) => string.Concat(text.Select(each => char.IsControl(each) ? ' ' : each));
}
