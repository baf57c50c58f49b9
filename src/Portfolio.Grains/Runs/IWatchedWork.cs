using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>What a stream shows of durable work.</summary>
interface IWatchedWork
{
    /// <summary>Its resource name.</summary>
    string Name { get; }

    /// <summary>Where it stands.</summary>
    State State { get; }

    /// <summary>Whether it will not change any more.</summary>
    bool Ended { get; }

    /// <summary>How much is merged: replications of a run or study, items of a batch.</summary>
    int Done { get; }

    /// <summary>How its state changed.</summary>
    WorkLog Log { get; }

    /// <summary>Done as soon as where it stands is kept.</summary>
    Task Keeping { get; }
}
