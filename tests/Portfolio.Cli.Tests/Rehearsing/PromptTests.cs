using Portfolio.Cli.Rehearsing;

namespace Portfolio.Cli.Tests.Rehearsing;

public class PromptTests
{
    readonly Prompt prompt = new(() => ["stroke-imaging", "stroke-triage", "programme"]);

    [Fact]
    public void Take_LettersThenEnter_IsTheLine()
    {
        prompt.Open("back ");
        Type("18");
        Assert.Equal("back 18", prompt.Text);
        Assert.Equal("back 18", prompt.Take(Key(ConsoleKey.Enter)));
        Assert.Null(prompt.Text);
    }

    [Fact]
    public void Take_Escape_SaysNothing()
    {
        prompt.Open("note ");
        Assert.Null(prompt.Take(Key(ConsoleKey.Escape)));
        Assert.Null(prompt.Text);
    }

    [Theory]
    [InlineData("proc", "procurement ")]
    [InlineData("stop str", "stop stroke-")]
    [InlineData("stop stroke-t", "stop stroke-triage ")]
    [InlineData("stop xyz", "stop xyz")]
    public void Take_Tab_CompletesAsFarAsAllAgree(string begun, string completed)
    {
        prompt.Open(begun);
        prompt.Take(Key(ConsoleKey.Tab));
        Assert.Equal(completed, prompt.Text);
    }

    [Fact]
    public void Take_UpAndDown_RecallsWhatWasSaid()
    {
        foreach (var line in (string[])["step", "odds"])
        {
            prompt.Open(line);
            prompt.Take(Key(ConsoleKey.Enter));
        }

        prompt.Open("");
        prompt.Take(Key(ConsoleKey.UpArrow));
        prompt.Take(Key(ConsoleKey.UpArrow));
        Assert.Equal("step", prompt.Text);
        prompt.Take(Key(ConsoleKey.DownArrow));
        Assert.Equal("odds", prompt.Text);
        prompt.Take(Key(ConsoleKey.DownArrow));
        Assert.Equal("", prompt.Text);
    }

    [Fact]
    public void Take_BackspaceInAnEmptyLine_ClosesIt()
    {
        prompt.Open("a");
        prompt.Take(Key(ConsoleKey.Backspace));
        Assert.Equal("", prompt.Text);
        prompt.Take(Key(ConsoleKey.Backspace));
        Assert.Null(prompt.Text);
    }

    void Type(string text)
    {
        foreach (var letter in text)
            prompt.Take(new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));
    }

    static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, false, false, false);
}
