using Google.Protobuf;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>What verified blocks prove of a run.</summary>
static class RunProof
{
    /// <summary>The proof, in words too.</summary>
    public static RunVerification Of(Run run, IReadOnlyList<VerifiedBlock> blocks)
    {
        var wrong = blocks.Where(block => !block.RecomputedEqual || !block.InDigest || (run.KeepOutcomes && !block.StoredEqual)).ToList();
        var proof = new RunVerification
        {
            Run = run.Name,
            Digest = run.Digest,
            EngineVersion = run.EngineVersion,
            EngineVersionNow = PlanHash.Engine,
            Verified = wrong.Count == 0,
        };
        proof.Blocks.AddRange(blocks);
        var replications = blocks.Sum(block => block.Count);
        var engine = RunEngines.Text(run);
        proof.Summary = wrong.Count == 0
            ? $"{replications} of {run.ReplicationsDone} replications were computed again {engine}: to the last bit what the digest {run.Digest} stands for{(run.KeepOutcomes ? ", and what was kept of them" : "")}."
            : $"{wrong.Count} of {blocks.Count} blocks are not what the digest {run.Digest} stands for, computed again {engine}: the first begins at replication {wrong[0].FirstReplication} ({Why(wrong[0])}).";
        return proof;
    }

    /// <summary>Whether a leaf belongs to a run's digest; of runs of before there was a tree, the digest is one hash over all leaves.</summary>
    public static bool IsInDigest(Run run, IReadOnlyList<ByteString> leaves, int block, IReadOnlyList<(byte[] Hash, bool IsLeft)> path) =>
        HashTree.RootOf(leaves[block], path) == run.Digest || ShardCodec.HashOfAll(leaves) == run.Digest;

    static string Why(VerifiedBlock block) =>
        !block.RecomputedEqual ? "what is computed now differs" : !block.InDigest ? "its hash does not lead to the digest" : "what was kept of it differs";
}
