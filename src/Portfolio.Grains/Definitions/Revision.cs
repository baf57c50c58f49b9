using System.Security.Cryptography;
using Google.Protobuf;

namespace Portfolio.Grains.Definitions;

/// <summary>Revisions of definitions are numbered from 1 and told apart by the hash of their content.</summary>
static class Revision
{
    /// <summary>SHA-256 of a definition's content, in hexadecimal.</summary>
    public static string HashOf(IMessage definition) => Convert.ToHexStringLower(SHA256.HashData(Bytes(definition)));

    /// <summary>An etag: the number and the beginning of the hash.</summary>
    public static string Etag(long revision, IMessage definition) => $"{revision}-{HashOf(definition)[..16]}";

    /// <summary>Refuses an etag that is given and is not the current one.</summary>
    public static void RequireCurrent(string given, string current, string resource)
    {
        if (given.Length > 0 && given != current)
            throw new RefusedException(Refusal.EtagMismatch, resource, $"the etag {given} is not the current one, {current}") { CurrentEtag = current };
    }

    /// <summary>The index of a revision among those there are; 0 asks for the newest.</summary>
    public static int IndexOf(long revision, int count, string resource)
    {
        if (count == 0)
            throw new RefusedException(Refusal.NotFound, resource, "there is no such resource");
        if (revision < 0 || revision > count)
            throw new RefusedException(Refusal.NotFound, resource, $"there is no revision {revision}; revisions are 1 to {count}");
        return (int)(revision == 0 ? count : revision) - 1;
    }

    /// <summary>Bytes that are equal for equal content: maps are written in the order of their keys.</summary>
    static byte[] Bytes(IMessage definition)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
            definition.WriteTo(output);
        return stream.ToArray();
    }
}
