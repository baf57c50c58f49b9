using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>What an item of a stream says.</summary>
enum StreamItemKind
{
    /// <summary>More is merged.</summary>
    Merged,

    /// <summary>The state is another.</summary>
    Change,

    /// <summary>It has ended; the last item.</summary>
    End,

    /// <summary>Nothing new.</summary>
    Beat,

    /// <summary>The stream goes on behind the position that was asked for.</summary>
    Resumed,
}

/// <summary>An item of the stream of a run or study.</summary>
/// <param name="At">Its position; of a beat that of the item before.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Change">The change of state.</param>
readonly record struct StreamItem(StreamPosition At, StreamItemKind Kind, StateChange? Change = null);
