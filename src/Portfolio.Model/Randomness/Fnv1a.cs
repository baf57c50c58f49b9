using System.Text;

namespace Portfolio.Model.Randomness;

/// <summary>The hash FNV-1a of a text's UTF-8 bytes: turns names into addresses of random numbers.</summary>
public static class Fnv1a
{
    /// <summary>The 32-bit hash.</summary>
    public static uint Hash32(string text)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 16777619u;
        return hash;
    }

    /// <summary>The 64-bit hash.</summary>
    public static ulong Hash64(string text)
    {
        var hash = 14695981039346656037ul;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 1099511628211ul;
        return hash;
    }
}
