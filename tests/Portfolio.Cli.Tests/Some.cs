using Portfolio.Definitions;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>A text that reads without problems, without the file that it would have come from.</summary>
    public static DefinitionSet Set(string yaml)
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(yaml, "test.yaml", problems);
        Assert.Empty(problems.Found);
        return set!;
    }
}
