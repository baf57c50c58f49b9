using System.Security.Cryptography;
using Google.Protobuf;

namespace Portfolio.Grains.Runs;

/// <summary>
/// A tree of hashes over the leaves of a run's digest, so that a block can be proved to belong to it by a few hashes. A leaf is the
/// SHA-256 of a block's outcomes; its node is SHA-256(0 ‖ leaf), that of two neighbours SHA-256(1 ‖ left ‖ right), and one without a
/// neighbour goes up as it is, level by level to the root, which is the digest. The first byte keeps leaves and inner nodes apart
/// (as in RFC 6962), so that no leaf passes for a part of the tree.
/// </summary>
static class HashTree
{
    const byte OfLeaf = 0;
    const byte OfTwo = 1;

    /// <summary>The root, in hexadecimal.</summary>
    public static string Root(IEnumerable<ByteString> leaves)
    {
        var level = Nodes(leaves);
        while (level.Count > 1)
            level = Above(level);
        return level.Count == 0 ? Convert.ToHexStringLower(SHA256.HashData([])) : Convert.ToHexStringLower(level[0]);
    }

    /// <summary>The neighbours of a leaf's node, and of those above it, up to the root; each with whether it stands on the left.</summary>
    public static IReadOnlyList<(byte[] Hash, bool IsLeft)> Path(IEnumerable<ByteString> leaves, int leaf)
    {
        var path = new List<(byte[] Hash, bool IsLeft)>();
        var level = Nodes(leaves);
        for (var at = leaf; level.Count > 1; at /= 2)
        {
            if ((at ^ 1) < level.Count)
                path.Add((level[at ^ 1], (at & 1) == 1));
            level = Above(level);
        }

        return path;
    }

    /// <summary>The root to which a path leads from a leaf, in hexadecimal.</summary>
    public static string RootOf(ByteString leaf, IEnumerable<(byte[] Hash, bool IsLeft)> path) => Convert.ToHexStringLower(
        path.Aggregate(Node(leaf), (node, step) => step.IsLeft ? Node(step.Hash, node) : Node(node, step.Hash)));

    static List<byte[]> Nodes(IEnumerable<ByteString> leaves) => [.. leaves.Select(Node)];

    static List<byte[]> Above(List<byte[]> level) =>
        [.. level.Chunk(2).Select(pair => pair.Length == 2 ? Node(pair[0], pair[1]) : pair[0])];

    static byte[] Node(ByteString leaf) => SHA256.HashData([OfLeaf, .. leaf.Span]);

    static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([OfTwo, .. left, .. right]);
}
