using System.Security.Cryptography;
using Google.Protobuf;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>The tree of hashes whose root is a run's digest.</summary>
public sealed class HashTreeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(13)]
    public void Path_EachLeaf_LeadsToTheRootAndNoOtherDoes(int count)
    {
        var leaves = Leaves(count);
        var root = HashTree.Root(leaves);
        for (var leaf = 0; leaf < count; leaf++)
        {
            var path = HashTree.Path(leaves, leaf);
            Assert.Equal(root, HashTree.RootOf(leaves[leaf], path));
            Assert.NotEqual(root, HashTree.RootOf(ByteString.CopyFromUtf8("another"), path));
        }
    }

    [Fact]
    public void Root_ThreeLeaves_IsAsDocumented()
    {
        var leaves = Leaves(3);
        byte[] Node(int leaf) => SHA256.HashData([0, .. leaves[leaf].Span]);
        var left = SHA256.HashData([1, .. Node(0), .. Node(1)]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, .. left, .. Node(2)])), HashTree.Root(leaves));
    }

    [Fact]
    public void Root_LeavesInAnotherOrderOrNumber_IsAnother()
    {
        var leaves = Leaves(4);
        Assert.NotEqual(HashTree.Root(leaves), HashTree.Root(leaves.AsEnumerable().Reverse()));
        Assert.NotEqual(HashTree.Root(leaves), HashTree.Root(leaves.Take(3)));
    }

    static List<ByteString> Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => ByteString.CopyFrom(SHA256.HashData([(byte)i])))];
}
