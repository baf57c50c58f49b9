using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Actuals.Files;

/// <summary>Keys of entries to which nobody gave one: who says the same again means the same entry.</summary>
public static class EntryKey
{
    const int HashLetters = 24;

    /// <summary>The key of an entry.</summary>
    /// <param name="said">What it says as text: subject, month, fact, value, source, lever, note and the number it corrects; what it has none of is empty.</param>
    /// <param name="times">How many times it has been said, this time included, where several are meant.</param>
    public static string Of(IEnumerable<string> said, int times = 1)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said))))[..HashLetters];
        return times == 1 ? $"row-{hash}" : string.Create(CultureInfo.InvariantCulture, $"row-{hash}-{times}");
    }
}
