using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Tests.Rendering;

/// <summary>What tables look like as text on a page of fixed width.</summary>
static class Rendered
{
    const string Escape = "\u001b[";

    /// <summary>The text that something prints, without spaces at the ends of lines; grey stands between ‹ and ›.</summary>
    public static string Text(Action<Page> print, int width = 100)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        print(new Page(console));
        return string.Join('\n', text.ToString().Split('\n').Select(line => Marked(line).TrimEnd()));
    }

    /// <summary>The line that begins with a name, its runs of spaces made one.</summary>
    public static string Row(string text, string name) =>
        string.Join(' ', text.Split('\n').First(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A study with an answer.</summary>
    public static AnsweredStudy Study(StudyAnswer answer) =>
        new("lab", new Study { Name = "workspaces/default/studies/s", Replications = answer.Replications, Seed = 7 }, answer);

    /// <summary>A number with half its 95 % interval.</summary>
    public static Effect Effect(double value, double half) => new()
    {
        Count = 100,
        Value = value,
        StandardError = half / 1.96,
        Low = value - half,
        High = value + half,
        Clear = Math.Abs(value) > half,
    };

    static string Marked(string line)
    {
        var isGrey = false;
        var text = new System.Text.StringBuilder();
        foreach (var (code, rest) in line.Split(Escape).Select((part, i) => i == 0 ? ("", part) : (part[..(part.IndexOf('m', StringComparison.Ordinal) + 1)], part[(part.IndexOf('m', StringComparison.Ordinal) + 1)..])))
        {
            if (code == "0m" && isGrey)
                text.Append('›');
            isGrey = code == "0m" ? false : isGrey || IsGrey(code);
            text.Append(IsGrey(code) ? "‹" : "").Append(rest);
        }

        return text.ToString();
    }

    static bool IsGrey(string code) => code is "38;5;8m" or "90m";
}
