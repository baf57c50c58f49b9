namespace Portfolio.Cli.Rehearsing;

/// <summary>The line that is being typed: letters, history, and what Tab makes of a word that was begun.</summary>
/// <param name="names">What words can be completed to, besides commands.</param>
sealed class Prompt(Func<IEnumerable<string>> names)
{
    readonly List<string> history = [];
    int older;

    /// <summary>What has been typed; null where nothing is being typed.</summary>
    public string? Text { get; private set; }

    /// <summary>Begins a line.</summary>
    /// <param name="text">What stands there already.</param>
    public void Open(string text) => (Text, older) = (text, history.Count);

    /// <summary>Takes a key.</summary>
    /// <returns>The line, once it is complete.</returns>
    public string? Take(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return Close();
            case ConsoleKey.Escape:
                Text = null;
                return null;
            case ConsoleKey.Backspace:
                Text = Text is { Length: > 0 } text ? text[..^1] : null;
                return null;
            case ConsoleKey.UpArrow or ConsoleKey.DownArrow:
                Recall(key.Key == ConsoleKey.UpArrow ? -1 : 1);
                return null;
            case ConsoleKey.Tab:
                Complete();
                return null;
            default:
                Text += char.IsControl(key.KeyChar) ? "" : key.KeyChar;
                return null;
        }
    }

    string? Close()
    {
        var line = Text;
        Text = null;
        if (!string.IsNullOrWhiteSpace(line))
            history.Add(line);
        return line;
    }

    void Recall(int direction)
    {
        if (history.Count == 0)
            return;
        older = Math.Clamp(older + direction, 0, history.Count);
        Text = older == history.Count ? "" : history[older];
    }

    /// <summary>Completes the last word as far as all that begin like it agree.</summary>
    void Complete()
    {
        var text = Text ?? "";
        var begin = text.LastIndexOf(' ') + 1;
        var word = text[begin..];
        var candidates = (begin == 0 ? TableWords.All.Select(form => form.Word) : names()).Where(name => name.StartsWith(word, StringComparison.Ordinal)).ToList();
        if (candidates.Count == 0)
            return;
        var length = word.Length;
        while (candidates.TrueForAll(name => name.Length > length && name[length] == candidates[0][length]))
            length++;
        Text = text[..begin] + candidates[0][..length] + (candidates.Count == 1 ? " " : "");
    }
}
