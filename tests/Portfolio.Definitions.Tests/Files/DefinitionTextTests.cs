using CsCheck;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Tests.Files;

/// <summary>Written definitions say what was read.</summary>
public sealed class DefinitionTextTests
{
    /// <summary>Mutated texts tried, of which some can be read.</summary>
    const int Texts = 600;

    [Fact]
    public void Of_Example_ReadsAsTheSame() => AssertComesBack(Some.Set(Example.Yaml));

    [Fact]
    public void Of_ReferenceCase_ReadsAsTheSame()
    {
        var problems = new Problems();
        AssertComesBack(DefinitionFiles.Read(NhsAiLab.Folder, problems)!);
    }

    [Fact]
    public void Of_WhateverCanBeRead_ReadsAsTheSame()
    {
        var (random, texts, read) = (new PCG(1, 1), Mutations.Of(Example.Yaml), 0);
        for (var i = 0; i < Texts; i++)
        {
            var problems = new Problems();
            if (DefinitionFiles.Parse(texts.Generate(random, null, out _), Some.File, problems) is not { } set || problems.Any)
                continue;
            AssertComesBack(set);
            read++;
        }

        Assert.InRange(read, Texts / 20, Texts);
    }

    [Theory]
    [InlineData("plain words, and more")]
    [InlineData("true")]
    [InlineData("2020")]
    [InlineData("~")]
    [InlineData(" begins with a blank")]
    [InlineData("a: b # c")]
    [InlineData("\"quoted\" \\ back")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("é 😀 \u2028 \u0085 £1m")]
    [InlineData("- [x]")]
    public void Of_AnyText_ReadsAsTheSame(string text)
    {
        var set = Some.Set(Some.Yaml());
        set.Portfolio.Description = text;
        AssertComesBack(set);
    }

    [Fact]
    public void Of_ShortParts_StandOnTheirLine() => Assert.Equal(
        """
        portfolio:
          id: some
          start: 2020-04
          months: 24
          initiatives: [{id: a, sites: {eligible: 9}}]

        """.ReplaceLineEndings("\n"),
        DefinitionText.Of(Some.Set(Some.Yaml()).Portfolio).Text);

    static void AssertComesBack(DefinitionSet set)
    {
        Assert.Equal(set.Portfolio, Some.Set(DefinitionText.Of(set.Portfolio).Text).Portfolio);
        foreach (var scenario in set.Scenarios)
        {
            var problems = new Problems();
            Assert.Equal(scenario, DefinitionFiles.ParseScenario(DefinitionText.Of(scenario).Text, Some.File, problems));
            Assert.Empty(problems.Found);
        }
    }
}
