using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Studies;

/// <summary>What a study has merged so far: always its first replications, none left out. May be asked while shards are merged.</summary>
sealed class MergedStudy
{
    readonly Lock change = new();
    readonly ComparisonStatistics statistics;

    /// <summary>Nothing merged, or what a checkpoint holds.</summary>
    public MergedStudy(CompiledStudy study, StudyCheckpoint checkpoint)
    {
        ShardSize = study.ShardSize;
        statistics = study.Statistics();
        if (checkpoint.Replications > 0)
            Merge(checkpoint.Statistics.Memory);
    }

    /// <summary>Replications of a shard.</summary>
    public int ShardSize { get; }

    /// <summary>Replications merged.</summary>
    public int Replications => statistics.Replications;

    /// <summary>Merges statistics in compressed form.</summary>
    /// <returns>Replications merged by now.</returns>
    public int Merge(ReadOnlyMemory<byte> shard)
    {
        lock (change)
        {
            using var reader = Compressed.Read(shard);
            statistics.Read(reader);
            return statistics.Replications;
        }
    }

    /// <summary>What was found so far.</summary>
    public StudyAnswer Answer(string study, IReadOnlyList<string> scenarios)
    {
        lock (change)
        {
            var comparison = ComparisonAnswer.Of(scenarios, statistics);
            var answer = new StudyAnswer { Study = study, Replications = statistics.Replications, Comparison = comparison };
            answer.Summary.AddRange(ComparisonSummary.Of(comparison, statistics.Replications));
            return answer;
        }
    }

    /// <summary>All of it, to go on from.</summary>
    public StudyCheckpoint Checkpoint()
    {
        lock (change)
            return new StudyCheckpoint { Replications = statistics.Replications, Statistics = Compressed.Of(statistics.Write) };
    }
}
