using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Portfolio.Server.Services;

/// <summary>Pages of lists: sizes and the tokens between them.</summary>
static class Paging
{
    const int DefaultSize = 50;
    const int MostSize = 1000;

    /// <summary>The size of a page; 0 asks for the default, too many get the most there is.</summary>
    public static int Size(int requested) => requested switch
    {
        < 0 => throw Refusals.Invalid("page_size", $"{requested} is negative; allowed: 0 to {MostSize}"),
        0 => DefaultSize,
        _ => Math.Min(requested, MostSize),
    };

    /// <summary>Cuts a page off what was found, of which one more was asked for than the page holds.</summary>
    /// <returns>The page, and the token of the next one; empty on the last.</returns>
    public static (IEnumerable<T> Page, string Next) Cut<T>(List<T> found, int size, Func<T, string> position) =>
        (found.Take(size), found.Count > size ? Token(position(found[size - 1])) : "");

    /// <summary>A token that leads to what comes after a position.</summary>
    public static string Token(string position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(position));

    /// <summary>The position a token leads to; empty for the first page.</summary>
    public static string Position(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw Refusals.Invalid("page_token", $"\"{token}\" is not a token of this list");
        }
    }

    /// <summary>The number a token leads to; <paramref name="first"/> for the first page.</summary>
    public static long Number(string token, long first)
    {
        var position = Position(token);
        if (position.Length == 0)
            return first;
        return long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusals.Invalid("page_token", $"\"{token}\" is not a token of this list");
    }
}
