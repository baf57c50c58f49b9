namespace Portfolio.Definitions;

/// <summary>Repeats what somebody wrote, so that a problem stays one readable line.</summary>
static class Quote
{
    const int MostCharacters = 60;

    /// <summary>The text in quotes, cut where it is long.</summary>
    public static string Of(string text)
    {
        var shown = text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
        return $"\"{string.Concat(shown.Select(each => char.IsControl(each) ? ' ' : each))}\"";
    }
}
