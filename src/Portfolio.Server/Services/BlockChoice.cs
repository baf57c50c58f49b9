using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Services;

/// <summary>Which blocks of a run a request wants verified.</summary>
static class BlockChoice
{
    const int Most = 1000;
    const int Default = 8;

    /// <summary>The blocks that are named, or some drawn at random by a seed, each once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="count">Blocks there are.</param>
    public static IReadOnlyList<int> Of(VerifyRunRequest request, int count)
    {
        if (request.Blocks.Count > Most)
            throw Refusals.Invalid("blocks", $"{request.Blocks.Count} blocks are too many; allowed: {Most}");
        if (request.RandomBlocks is < 0 or > Most)
            throw Refusals.Invalid("random_blocks", $"{request.RandomBlocks} is not allowed; allowed: 0 to {Most}");
        for (var i = 0; i < request.Blocks.Count; i++)
        {
            if (request.Blocks[i] < 0 || request.Blocks[i] >= count)
                throw Refusals.Invalid(string.Create(CultureInfo.InvariantCulture, $"blocks[{i}]"), $"there is no block {request.Blocks[i]}; allowed: 0 to {count - 1}");
        }

        if (request.Blocks.Count > 0)
            return [.. request.Blocks.Distinct()];
        int[] all = [.. Enumerable.Range(0, count)];
        new Random(request.Seed).Shuffle(all);
        return [.. all.Take(request.RandomBlocks == 0 ? Default : request.RandomBlocks).Order()];
    }
}
