using Portfolio.Analysis;
using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Studies;

/// <summary>What a study has merged so far: always its first replications, none left out. May be asked while shards are merged.</summary>
sealed class MergedStudy
{
    readonly Lock change = new();
    readonly Findings findings;

    /// <summary>Nothing merged, or what a checkpoint holds.</summary>
    public MergedStudy(Inquiry inquiry, StudyCheckpoint checkpoint)
    {
        ShardSize = inquiry.ShardSize;
        findings = inquiry.Nothing();
        if (checkpoint.Replications > 0)
            Merge(checkpoint.Statistics.Memory);
    }

    /// <summary>Replications of a shard.</summary>
    public int ShardSize { get; }

    /// <summary>Replications merged.</summary>
    public int Replications => findings.Replications;

    /// <summary>When a stopping rule looks at what was found; null where there is none.</summary>
    public Looks? Looks => findings.Looks;

    /// <summary>Whether, at a look, what was found is enough for what the stopping rule wants.</summary>
    public bool AreEnough(int look)
    {
        lock (change)
            return findings.AreEnough(look);
    }

    /// <summary>Merges statistics in compressed form.</summary>
    /// <returns>Replications merged by now.</returns>
    public int Merge(ReadOnlyMemory<byte> shard)
    {
        lock (change)
        {
            using var reader = Compressed.Read(shard);
            findings.Read(reader);
            return findings.Replications;
        }
    }

    /// <summary>What was found so far.</summary>
    public StudyAnswer Answer(string study)
    {
        lock (change)
        {
            var answer = new StudyAnswer { Study = study, Replications = findings.Replications };
            findings.Tell(answer);
            return answer;
        }
    }

    /// <summary>All of it, to go on from.</summary>
    public StudyCheckpoint Checkpoint()
    {
        lock (change)
            return new StudyCheckpoint { Replications = findings.Replications, Statistics = Compressed.Of(findings.Write) };
    }
}
