using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Blocks;

/// <summary>
/// The channels of an initiative, from where sites end to where they come from: each leads from the compartment behind it to the one of its own
/// number, so that channels taken in their order find what the month's start held.
/// </summary>
enum ChannelKind
{
    /// <summary>Live sites abandon.</summary>
    Abandon,

    /// <summary>Implementing sites go live.</summary>
    GoLive,

    /// <summary>Sites leave the last contracting sub-stage; behind it the others, to the first, and then the decisions.</summary>
    Contract,

    /// <summary>Incidents, which move nobody.</summary>
    Incident = 7,
}

/// <summary>Something for each channel, in the order of <see cref="ChannelKind"/>.</summary>
[InlineArray(Length)]
struct Channels<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Number of channels.</summary>
    public const int Length = 8;

    T first;
}

/// <summary>The compartments before the implementing sites: contracting sub-stages, the last one first, and behind them the undecided sites.</summary>
[InlineArray(ByStage.Length + 1)]
struct Upstream<T>
    where T : unmanaged, ILanes<T>
{
    T first;
}
