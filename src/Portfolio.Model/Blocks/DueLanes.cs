using System.Runtime.CompilerServices;

namespace Portfolio.Model.Blocks;

/// <summary>What has become due in a month of one initiative, in a few replications side by side.</summary>
struct DueLanes
{
    /// <summary>Bits of a word.</summary>
    public const int BitsOfWord = 64;

    /// <summary>Channels, a bit for each of their lanes, and what does not fit into the first word.</summary>
    public ulong Low, High;

    /// <summary>Lanes with an incident, at a gate, and with a post that is to change.</summary>
    public uint Incidents, Gates, Posts;

    /// <summary>Notes the lanes of a channel.</summary>
    /// <param name="first">The channel's first bit.</param>
    /// <param name="lanes">A bit for each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(int first, uint lanes)
    {
        if (first < BitsOfWord)
            Low |= (ulong)lanes << first;
        else
            High |= (ulong)lanes << (first - BitsOfWord);
    }
}
