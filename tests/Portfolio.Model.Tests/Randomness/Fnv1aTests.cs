using Portfolio.Model.Randomness;

namespace Portfolio.Model.Tests.Randomness;

/// <summary>Test vectors of the FNV reference implementation (Noll).</summary>
public class Fnv1aTests
{
    [Theory]
    [InlineData("", 0x811c9dc5)]
    [InlineData("a", 0xe40c292c)]
    [InlineData("b", 0xe70c2de5)]
    [InlineData("foobar", 0xbf9cf968)]
    [InlineData("chongo was here!\n", 0xd49930d5)]
    public void Hash32_KnownText_IsTheKnownAnswer(string text, uint expected) => Assert.Equal(expected, Fnv1a.Hash32(text));

    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    [InlineData("chongo was here!\n", 0x46810940eff5f915)]
    public void Hash64_KnownText_IsTheKnownAnswer(string text, ulong expected) => Assert.Equal(expected, Fnv1a.Hash64(text));

    [Fact]
    public void Hash32_TextBeyondAscii_HashesItsUtf8Bytes()
    {
        // The two octets of "é" in UTF-8, hashed by hand.
        var expected = unchecked((((2166136261u ^ 0xC3) * 16777619u) ^ 0xA9) * 16777619u);
        Assert.Equal(expected, Fnv1a.Hash32("é"));
    }
}
